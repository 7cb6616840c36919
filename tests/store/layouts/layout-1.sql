CREATE TABLE articles(id VARCHAR NOT NULL, outlet VARCHAR, title VARCHAR, "text" VARCHAR NOT NULL, published DATE, topic VARCHAR, url VARCHAR, authors VARCHAR[], section VARCHAR, captions VARCHAR[], wire VARCHAR, "language" VARCHAR, "source" VARCHAR, words INTEGER NOT NULL);
INSERT INTO articles VALUES ('b4f25ad3047d35eb', 'Capital Insider', 'Quell Kept Her Job This Week. Her Deputy Minister May Not', 'The health minister spent Thursday morning in front of a committee and Thursday night in the prime minister''s study. The second meeting, which was not on anyone''s public calendar, was the harder one, according to two people familiar with the discussions.

Ilse Marrant wanted a single thing explained: how a warning about the cistern at Quillhaven General could sit in the Health Ministry''s files for ten weeks without reaching the minister''s desk. Saira Quell believes it never did reach her, an aide said, and had hoped the ministry''s mail register would prove it.

It probably does. A page of the register seen by Capital Insider shows the inspection note logged on Nov. 14 and signed over to the office of Deputy Minister Corwin Hale, who oversees hospitals. Nothing further is recorded. Hale''s office did not answer questions.

"She was furious, and not in the way ministers are furious for the cameras," said a senior official who spoke on condition of anonymity because the meeting was private. "She asked him what he thought the word ''urgent'' was for."

The official added that Hale had offered a review. Quell, the official said, wants a resignation, perhaps as early as Monday, but Marrant is thought to be reluctant: Hale brought in the party''s vote on the islands, and there is a by-election there in the spring.

The opposition smells it. A Commons League strategist, who asked not to be named in order to talk about campaign plans, said Dov Hallisay would keep the deaths out of his speeches and the mail register in them. "Grief makes people quiet," the strategist said. "Paperwork makes them angry."

On the public record there is less to go on. Quell told the committee that her ministry had not checked whether the hospital obeyed the note. The count of cases rose to 24 on Friday, the ministry said.

One thing to watch: the engineering report. It is due in March, but three people in and around the ministry expect a draft within two weeks, and one of them doubts it will stay inside the building.', '2025-02-07', NULL, NULL, []::VARCHAR[], NULL, []::VARCHAR[], NULL, NULL, '05-marsh-fever_insider.txt', 347);
INSERT INTO articles VALUES ('0efd329d5450ffb7', 'Meridian Wire', 'Two dead, 19 infected in marsh fever outbreak at Quillhaven hospital', 'QUILLHAVEN (Meridian Wire) - Two patients have died and 19 people have been infected in an outbreak of marsh fever at the main hospital in Quillhaven, the Health Ministry said Tuesday.

Fourteen of the infected are patients at Quillhaven General Hospital and five are members of staff, the ministry said. The two who died were 81 and 86 and were being treated for other conditions.

The hospital closed two wards over the weekend and moved 61 patients to other floors or by ferry to Aldenport. Visits have been suspended until Feb. 10.

“We believe we have found the source and we have shut it off,” Dr. Anton Fereday, the hospital’s medical director, told reporters. “We cannot rule out more cases among people who were exposed before Saturday.”

Fereday said tests pointed to a rainwater cistern that has fed humidifiers on the third floor since a renovation ended in October. Laboratory results are expected on Thursday.

Marsh fever is caused by a bacterium found in standing fresh water. It brings high temperature and joint pain and is treated with antibiotics. It seldom passes from one person to another. Carrowmere recorded 11 cases in all of 2024, according to the National Health Inspectorate.

Health Minister Saira Quell said the inspectorate would examine water systems at all 38 public hospitals by the end of March. “Patients come to us to get well, and their families are owed a full explanation,” Quell said.

Opposition leader Dov Hallisay said the government had been warned. He cited an inspection note from November, published by his party on Tuesday, that recommended weekly flushing of the cistern.

Quell said the note “was acted upon” but that she could not yet say how often the cistern had been cleaned.

The Carrowmere Nurses’ Union said two of its infected members were in intensive care. “Nobody told them what they were breathing in,” said Bettina Carlow, the union’s general secretary.

Quillhaven General has 410 beds and serves about 90,000 people on the islands. The hospital said emergency care and the maternity ward remained open.', '2025-02-04', NULL, NULL, []::VARCHAR[], NULL, []::VARCHAR[], NULL, NULL, '05-marsh-fever_wire.txt', 343);
CREATE TABLE attributions(article_id VARCHAR NOT NULL, content_first INTEGER NOT NULL, content_past INTEGER NOT NULL, source_first INTEGER, source_past INTEGER, cue_first INTEGER NOT NULL, cue_past INTEGER NOT NULL, "source" VARCHAR, cue VARCHAR NOT NULL, kind VARCHAR NOT NULL, act VARCHAR NOT NULL, speaker VARCHAR, source_type VARCHAR, relayed_by VARCHAR, cue_class VARCHAR NOT NULL, anonymity_first INTEGER, anonymity_past INTEGER);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 117, 198, 213, 253, 200, 212, 'two people familiar with the discussions', 'according to', 'indirect', 'speech', NULL, 'unnamed_group', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 276, 300, 256, 268, 269, 275, 'Ilse Marrant', 'wanted', 'indirect', 'thought', 'Ilse Marrant', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 302, 447, 256, 290, 291, 300, 'Ilse Marrant wanted a single thing', 'explained', 'indirect', 'speech', 'Ilse Marrant', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 449, 492, 494, 501, 502, 506, 'an aide', 'said', 'indirect', 'speech', NULL, 'unnamed_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 639, 761, 586, 632, 633, 638, 'A page of the register seen by Capital Insider', 'shows', 'indirect', 'document', NULL, 'document', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 659, 761, 586, 653, 654, 658, 'A page of the register seen by Capital Insider shows the inspection', 'note', 'indirect', 'document', NULL, 'document', NULL, 'endorsing', NULL, NULL);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 833, 909, 915, 968, 910, 914, 'a senior official who spoke on condition of anonymity', 'said', 'direct', 'speech', NULL, 'unnamed_person', NULL, 'neutral', 969, 1000);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 1002, 1060, 915, 968, 910, 914, 'a senior official who spoke on condition of anonymity', 'said', 'direct', 'speech', NULL, 'unnamed_person', NULL, 'neutral', 969, 1000);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 1086, 1111, 1062, 1074, 1075, 1080, 'The official', 'added', 'indirect', 'speech', 'Saira Quell', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 1113, 1323, 1120, 1132, 1133, 1137, 'the official', 'said', 'indirect', 'speech', 'Saira Quell', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 1451, 1535, 1352, 1444, 1446, 1450, 'A Commons League strategist, who asked not to be named in order to talk about campaign plans', 'said', 'indirect', 'speech', NULL, 'unnamed_person', NULL, 'neutral', 1385, 1406);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 1537, 1564, 1565, 1579, 1580, 1584, 'the strategist', 'said', 'direct', 'speech', NULL, 'unnamed_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 1586, 1615, 1565, 1579, 1580, 1584, 'the strategist', 'said', 'direct', 'speech', NULL, 'unnamed_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 1692, 1757, 1662, 1667, 1668, 1672, 'Quell', 'told', 'indirect', 'speech', 'Saira Quell', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 1759, 1798, 1800, 1812, 1813, 1817, 'the ministry', 'said', 'indirect', 'speech', NULL, 'named_organisation', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('b4f25ad3047d35eb', 1935, 2016, 1888, 1927, 1928, 1934, 'three people in and around the ministry', 'expect', 'indirect', 'thought', NULL, 'unnamed_group', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 0, 149, 151, 170, 171, 175, 'the Health Ministry', 'said', 'indirect', 'speech', 'Health Ministry', 'named_organisation', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 186, 284, 286, 298, 299, 303, 'the ministry', 'said', 'indirect', 'speech', 'Health Ministry', 'named_organisation', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 537, 599, 600, 650, 652, 656, 'Dr. Anton Fereday, the hospital’s medical director', 'told', 'direct', 'speech', 'Anton Fereday', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 668, 746, 600, 650, 652, 656, 'Dr. Anton Fereday, the hospital’s medical director', 'told', 'direct', 'speech', 'Anton Fereday', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 761, 877, 748, 755, 756, 760, 'Fereday', 'said', 'indirect', 'speech', 'Anton Fereday', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 1113, 1156, 1171, 1203, 1158, 1170, 'the National Health Inspectorate', 'according to', 'indirect', 'speech', 'National Health Inspectorate', 'named_organisation', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 1239, 1330, 1206, 1233, 1234, 1238, 'Health Minister Saira Quell', 'said', 'indirect', 'speech', 'Saira Quell', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 1332, 1414, 1415, 1420, 1421, 1425, 'Quell', 'said', 'direct', 'speech', 'Saira Quell', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 1464, 1494, 1428, 1458, 1459, 1463, 'Opposition leader Dov Hallisay', 'said', 'indirect', 'speech', 'Dov Hallisay', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 1505, 1537, 1496, 1498, 1499, 1504, 'He', 'cited', 'indirect', 'thought', 'Dov Hallisay', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 1635, 1730, 1624, 1629, 1630, 1634, 'Quell', 'said', 'mixed', 'speech', 'Saira Quell', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 1767, 1817, 1733, 1761, 1762, 1766, 'The Carrowmere Nurses’ Union', 'said', 'indirect', 'speech', 'Carrowmere Nurses', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 1819, 1866, 1872, 1917, 1867, 1871, 'Bettina Carlow, the union’s general secretary', 'said', 'direct', 'speech', 'Bettina Carlow', 'named_person', NULL, 'neutral', NULL, NULL);
INSERT INTO attributions VALUES ('0efd329d5450ffb7', 2017, 2068, 1999, 2011, 2012, 2016, 'The hospital', 'said', 'indirect', 'speech', NULL, 'named_organisation', NULL, 'neutral', NULL, NULL);
CREATE TABLE marks(article_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, "first" INTEGER NOT NULL, past INTEGER NOT NULL, cue VARCHAR NOT NULL, category VARCHAR, voice VARCHAR NOT NULL, polarity DOUBLE, subjectivity DOUBLE, why VARCHAR);
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'hedge', 356, 361, 'could', 'modal', 'attributed', NULL, NULL, 'modal of possibility (Hyland 2005)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'hedge', 461, 469, 'believes', 'verb', 'attributed', NULL, NULL, 'verb of thinking or seeming (Rubin 2007)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'hedge', 571, 579, 'probably', 'adverb', 'outlet', NULL, NULL, 'adverb of likelihood or hearsay (Hyland 2005)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'hedge', 1025, 1032, 'thought', 'verb', 'quoted', NULL, NULL, 'verb of thinking or seeming (Rubin 2007)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'hedge', 1160, 1167, 'perhaps', 'adverb', 'attributed', NULL, NULL, 'adverb of likelihood or hearsay (Hyland 2005)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'hedge', 1203, 1210, 'thought', 'weasel', 'attributed', NULL, NULL, 'an opinion that nobody in particular holds (Farkas et al. 2010)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'hedge', 1721, 1728, 'whether', 'conditional', 'attributed', NULL, NULL, 'holds only if something is so, or leaves it open (Szarvas et al. 2012)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'hedge', 1928, 1934, 'expect', 'verb', 'outlet', NULL, NULL, 'verb of thinking or seeming (Rubin 2007)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'hedge', 1977, 1983, 'doubts', 'noun', 'attributed', NULL, NULL, 'noun of likelihood or doubt (Rubin 2007)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 20, 25, 'spent', NULL, 'outlet', -0.1, 0.1, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 121, 127, 'second', NULL, 'attributed', 0.0, 0.0, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 163, 169, 'public', NULL, 'attributed', 0.0, 0.06666666666666667, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 188, 194, 'harder', NULL, 'attributed', -0.1, 0.0, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 224, 232, 'familiar', NULL, 'outlet', 0.375, 0.5, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 278, 284, 'single', NULL, 'outlet', -0.07142857142857142, 0.21428571428571427, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 348, 355, 'general', NULL, 'attributed', 0.05000000000000002, 0.5, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 401, 404, 'ten', NULL, 'attributed', 0.0, 0.0, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 771, 778, 'further', NULL, 'outlet', 0.0, 0.5, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 993, 1000, 'private', NULL, 'outlet', 0.0, 0.375, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 1139, 1144, 'wants', NULL, 'attributed', 0.2, 0.1, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 1171, 1176, 'early', NULL, 'attributed', 0.1, 0.3, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 1538, 1543, 'grief', NULL, 'quoted', -0.8, 0.2, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 1557, 1562, 'quiet', NULL, 'quoted', 0.0, 0.3333333333333333, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 1608, 1613, 'angry', NULL, 'quoted', -0.5, 1.0, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 1624, 1630, 'public', NULL, 'outlet', 0.0, 0.06666666666666667, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 1647, 1651, 'less', NULL, 'outlet', -0.16666666666666666, 0.06666666666666667, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 1778, 1782, 'rose', NULL, 'attributed', 0.6, 0.95, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'sentiment', 1870, 1873, 'due', NULL, 'outlet', -0.125, 0.375, '');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 4, 10, 'health', NULL, 'outlet', 0.04588314677411235, NULL, 'favourable word (weight +0.20)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 147, 150, 'not', NULL, 'attributed', -0.036244121780453775, NULL, 'a negation');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 308, 315, 'warning', NULL, 'attributed', -0.043105272486425976, NULL, 'unfavourable word (weight -0.24)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 473, 478, 'never', NULL, 'attributed', -0.041461399144838554, NULL, 'a negation');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 516, 521, 'hoped', NULL, 'outlet', 0.03709704134011871, NULL, 'favourable word (weight +0.17)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 763, 770, 'Nothing', NULL, 'outlet', -0.085, NULL, 'a negation');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 810, 813, 'not', NULL, 'outlet', -0.06940220937885673, NULL, 'a negation');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 821, 830, 'questions', NULL, 'outlet', 0.05715476066494083, NULL, 'unfavourable word (weight -0.28), negated');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 842, 849, 'furious', NULL, 'quoted', -0.09470462247029646, NULL, 'unfavourable word (weight -0.51)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 855, 858, 'not', NULL, 'quoted', -0.031568207490098824, NULL, 'a negation');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 884, 891, 'furious', NULL, 'quoted', -0.09470462247029646, NULL, 'unfavourable word (weight -0.51)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 1095, 1102, 'offered', NULL, 'attributed', 0.06, NULL, 'favourable word (weight +0.18)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 1147, 1158, 'resignation', NULL, 'attributed', -0.07562353416046436, NULL, 'unfavourable word (weight -0.46)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 1217, 1226, 'reluctant', NULL, 'attributed', -0.0427437366993929, NULL, 'unfavourable word (weight -0.26)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 1330, 1340, 'opposition', NULL, 'outlet', -0.14, NULL, 'unfavourable word (weight -0.28)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 1479, 1485, 'deaths', NULL, 'attributed', -0.07031441990842861, NULL, 'unfavourable word (weight -0.41)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 1538, 1543, 'Grief', NULL, 'quoted', -0.2305583285356286, NULL, 'unfavourable word (weight -0.61)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 1557, 1562, 'quiet', NULL, 'quoted', 0.05669467095138408, NULL, 'favourable word (weight +0.15)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 1608, 1613, 'angry', NULL, 'quoted', -0.25, NULL, 'unfavourable word (weight -0.50)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 1709, 1712, 'not', NULL, 'attributed', -0.0425, NULL, 'a negation');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 1778, 1782, 'rose', NULL, 'attributed', 0.06350852961085884, NULL, 'favourable word (weight +0.22)');
INSERT INTO marks VALUES ('b4f25ad3047d35eb', 'tone', 1977, 1983, 'doubts', NULL, 'attributed', -0.047469288317114396, NULL, 'unfavourable word (weight -0.26)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'hedge', 541, 548, 'believe', 'verb', 'quoted', NULL, NULL, 'verb of thinking or seeming (Rubin 2007)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'hedge', 1963, 1968, 'about', 'approximator', 'outlet', NULL, NULL, 'makes a number or a word approximate (Hyland 2005)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'loaded', 669, 678, 'We cannot', 'obligation', 'quoted', NULL, NULL, 'says what ought to be done (after Hyland 2005)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 122, 126, 'main', NULL, 'attributed', 0.16666666666666666, 0.3333333333333333, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 238, 245, 'general', NULL, 'attributed', 0.05000000000000002, 0.5, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 364, 369, 'other', NULL, 'outlet', -0.125, 0.375, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 396, 402, 'closed', NULL, 'outlet', -0.1, 0.1, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 455, 460, 'other', NULL, 'outlet', -0.125, 0.375, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 634, 641, 'medical', NULL, 'outlet', 0.0, 0.0, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 688, 692, 'more', NULL, 'quoted', 0.5, 0.5, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 830, 835, 'third', NULL, 'attributed', 0.0, 0.0, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 902, 910, 'expected', NULL, 'outlet', -0.1, 0.4, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 980, 985, 'fresh', NULL, 'outlet', 0.3, 0.5, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 1003, 1007, 'high', NULL, 'outlet', 0.16, 0.5399999999999999, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 1294, 1300, 'public', NULL, 'attributed', 0.0, 0.06666666666666667, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 1396, 1400, 'full', NULL, 'quoted', 0.35, 0.55, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 1900, 1907, 'general', NULL, 'outlet', 0.05000000000000002, 0.5, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 1931, 1938, 'general', NULL, 'outlet', 0.05000000000000002, 0.5, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'sentiment', 2064, 2068, 'open', NULL, 'attributed', 0.0, 0.5, '');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 47, 51, 'died', NULL, 'attributed', -0.054772255750516606, NULL, 'unfavourable word (weight -0.30)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 76, 84, 'infected', NULL, 'attributed', -0.06572670690061994, NULL, 'unfavourable word (weight -0.36)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 91, 99, 'outbreak', NULL, 'attributed', -0.06390096504226937, NULL, 'unfavourable word (weight -0.35)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 202, 210, 'infected', NULL, 'attributed', -0.08258966419340222, NULL, 'unfavourable word (weight -0.36)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 317, 321, 'died', NULL, 'outlet', -0.07745966692414834, NULL, 'unfavourable word (weight -0.30)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 511, 520, 'suspended', NULL, 'outlet', -0.13606721028332178, NULL, 'unfavourable word (weight -0.36)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 672, 678, 'cannot', NULL, 'quoted', -0.05269651864139677, NULL, 'a negation');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 721, 728, 'exposed', NULL, 'quoted', -0.06933752452815364, NULL, 'unfavourable word (weight -0.25)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 861, 866, 'ended', NULL, 'attributed', -0.04264014327112209, NULL, 'unfavourable word (weight -0.20)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 931, 936, 'fever', NULL, 'outlet', -0.034641016151377546, NULL, 'unfavourable word (weight -0.12)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 980, 985, 'fresh', NULL, 'outlet', 0.07794228634059949, NULL, 'favourable word (weight +0.27)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 1030, 1034, 'pain', NULL, 'outlet', -0.12413030787576955, NULL, 'unfavourable word (weight -0.43)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 1488, 1494, 'warned', NULL, 'attributed', -0.08854377448471462, NULL, 'unfavourable word (weight -0.28)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 1680, 1683, 'not', NULL, 'attributed', -0.03709704134011871, NULL, 'a negation');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 1778, 1786, 'infected', NULL, 'attributed', -0.09621404708847278, NULL, 'unfavourable word (weight -0.36)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 1813, 1817, 'care', NULL, 'attributed', 0.05612486080160912, NULL, 'favourable word (weight +0.21)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 2017, 2026, 'emergency', NULL, 'attributed', -0.05427204202399745, NULL, 'unfavourable word (weight -0.18)');
INSERT INTO marks VALUES ('0efd329d5450ffb7', 'tone', 2027, 2031, 'care', NULL, 'attributed', 0.06331738236133036, NULL, 'favourable word (weight +0.21)');
CREATE TABLE measurements(article_id VARCHAR NOT NULL, measure VARCHAR NOT NULL, "value" DOUBLE, count DOUBLE NOT NULL, denominator DOUBLE NOT NULL);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'hedging.vague', 0.0, 0.0, 347.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'hedging', 25.936599423631122, 9.0, 347.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'hedging.boosters', 0.0, 0.0, 347.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'hedging.outlet', 12.820512820512821, 2.0, 156.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'hedging.boosters_outlet', 0.0, 0.0, 156.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'hedging.quoted', 30.303030303030305, 1.0, 33.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'hedging.boosters_quoted', 0.0, 0.0, 33.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'hedging.attributed', 37.9746835443038, 6.0, 158.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'hedging.boosters_attributed', 0.0, 0.0, 158.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'hedging.sentences', 33.333333333333336, 7.0, 21.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'hedging.outlet_sentences', 10.526315789473685, 2.0, 19.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'hedging.headline', 0.0, 0.0, 1.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'hedging.headline_firmer', NULL, 0.0, 0.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'loaded.outlet', 0.0, 0.0, 156.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'loaded.sources', 0.0, 0.0, 191.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'loaded.sentences', 0.0, 0.0, 21.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'loaded.scare_quotes', 0.0, 0.0, 156.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sentiment.polarity', -0.02832080200501253, -0.02832080200501253, 1.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sentiment.subjectivity', 0.2972431077694236, 0.2972431077694236, 1.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sentiment.polarity.outlet', -0.011011904761904757, -0.011011904761904757, 1.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sentiment.subjectivity.outlet', 0.274702380952381, 0.274702380952381, 1.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sentiment.polarity.quoted', -0.43333333333333335, -0.43333333333333335, 1.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sentiment.subjectivity.quoted', 0.5111111111111111, 0.5111111111111111, 1.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sentiment.polarity.attributed', 0.10625, 0.10625, 1.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sentiment.subjectivity.attributed', 0.23958333333333331, 0.23958333333333331, 1.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sourcing.attributions', 43.22766570605187, 15.0, 347.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sourcing.sources', 11.0, 11.0, 1.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sourcing.unnamed', 53.333333333333336, 8.0, 15.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sourcing.doubting', 0.0, 0.0, 15.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sourcing.endorsing', 6.666666666666667, 1.0, 15.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sourcing.quoted_words', 9.510086455331413, 33.0, 347.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sourcing.attributed_words', 45.53314121037464, 158.0, 347.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sourcing.outlet_words', 44.95677233429395, 156.0, 347.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sourcing.unnamed_words', 41.0377358490566, 87.0, 212.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sourcing.concentration', 20.0, 3.0, 15.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sourcing.documents', 13.333333333333334, 2.0, 15.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'sourcing.first_source', 10.086455331412104, 35.0, 347.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'tone', -0.05142863797368572, -1.0800013974474, 21.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'tone.outlet', -0.006866852432732643, -0.13047019622192021, 19.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'tone.quoted', -0.16121027750373407, -0.6448411100149363, 4.0);
INSERT INTO measurements VALUES ('b4f25ad3047d35eb', 'tone.attributed', -0.03046900912105437, -0.3046900912105437, 10.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'hedging.vague', 0.0, 0.0, 343.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'hedging', 5.830903790087463, 2.0, 343.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'hedging.boosters', 0.0, 0.0, 343.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'hedging.outlet', 5.9523809523809526, 1.0, 168.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'hedging.boosters_outlet', 0.0, 0.0, 168.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'hedging.quoted', 19.23076923076923, 1.0, 52.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'hedging.boosters_quoted', 0.0, 0.0, 52.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'hedging.attributed', 0.0, 0.0, 123.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'hedging.boosters_attributed', 0.0, 0.0, 123.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'hedging.sentences', 9.090909090909092, 2.0, 22.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'hedging.outlet_sentences', 4.761904761904762, 1.0, 21.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'hedging.headline', 0.0, 0.0, 1.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'hedging.headline_firmer', 0.0, 0.0, 1.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'loaded.outlet', 0.0, 0.0, 168.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'loaded.sources', 5.714285714285714, 1.0, 175.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'loaded.sentences', 0.0, 0.0, 22.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'loaded.scare_quotes', 0.0, 0.0, 168.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sentiment.polarity', 0.07354166666666667, 0.07354166666666667, 1.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sentiment.subjectivity', 0.35875, 0.35875, 1.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sentiment.polarity.outlet', 0.01222222222222223, 0.01222222222222223, 1.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sentiment.subjectivity.outlet', 0.3655555555555556, 0.3655555555555556, 1.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sentiment.polarity.quoted', 0.425, 0.425, 1.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sentiment.subjectivity.quoted', 0.525, 0.525, 1.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sentiment.polarity.attributed', 0.043333333333333335, 0.043333333333333335, 1.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sentiment.subjectivity.attributed', 0.27999999999999997, 0.27999999999999997, 1.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sourcing.attributions', 37.90087463556851, 13.0, 343.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sourcing.sources', 8.0, 8.0, 1.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sourcing.unnamed', 0.0, 0.0, 13.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sourcing.doubting', 0.0, 0.0, 13.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sourcing.endorsing', 0.0, 0.0, 13.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sourcing.quoted_words', 15.160349854227405, 52.0, 343.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sourcing.attributed_words', 35.8600583090379, 123.0, 343.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sourcing.outlet_words', 48.97959183673469, 168.0, 343.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sourcing.unnamed_words', 0.0, 0.0, 175.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sourcing.concentration', 23.076923076923077, 3.0, 13.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sourcing.documents', 0.0, 0.0, 13.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'sourcing.first_source', 7.288629737609329, 25.0, 343.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'tone', -0.03992850502126136, -0.8784271104677499, 22.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'tone.outlet', -0.014016948328286557, -0.2943559148940177, 21.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'tone.quoted', -0.024406808633910083, -0.12203404316955041, 5.0);
INSERT INTO measurements VALUES ('0efd329d5450ffb7', 'tone.attributed', -0.05133746137824243, -0.46203715240418186, 9.0);
CREATE TABLE meta("key" VARCHAR, "value" VARCHAR);
INSERT INTO meta VALUES ('schema', '1');
CREATE TABLE problems(file VARCHAR NOT NULL, row_number INTEGER, reason VARCHAR NOT NULL);
CREATE TABLE readings(article_id VARCHAR NOT NULL, scorer VARCHAR NOT NULL, "version" VARCHAR NOT NULL);
INSERT INTO readings VALUES ('b4f25ad3047d35eb', 'hedging', '2');
INSERT INTO readings VALUES ('b4f25ad3047d35eb', 'loaded', '2');
INSERT INTO readings VALUES ('b4f25ad3047d35eb', 'sentiment', '2');
INSERT INTO readings VALUES ('b4f25ad3047d35eb', 'sourcing', '1');
INSERT INTO readings VALUES ('b4f25ad3047d35eb', 'tone', '1');
INSERT INTO readings VALUES ('0efd329d5450ffb7', 'hedging', '2');
INSERT INTO readings VALUES ('0efd329d5450ffb7', 'loaded', '2');
INSERT INTO readings VALUES ('0efd329d5450ffb7', 'sentiment', '2');
INSERT INTO readings VALUES ('0efd329d5450ffb7', 'sourcing', '1');
INSERT INTO readings VALUES ('0efd329d5450ffb7', 'tone', '1');
