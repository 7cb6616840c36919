"""Notices in other languages, and texts without spaces between words."""

from __future__ import annotations

import pytest

from analysis import read_page
from analysis.ingest import NoArticle
from tests.support.files.article_page import page

TEXTS = {
    "ja": [
        "港湾委員会は金曜日、六月に北桟橋を閉鎖する可能性が高いと発表した。嵐のあと、桟橋は危険な状態になっていると関係者は述べた。",
        "委員長のオルラ・フェンウィック氏は「一年かかるかもしれない」と語り、一月から工事を求めてきたと説明した。",
    ],
    "zh": [
        "港务局周五表示，在暴风雨之后，北码头可能会在六月关闭。官员们说，码头已经变得不安全，需要进行大规模的维修工程。",
        "主席奥拉·芬威克说：“这可能需要一年的时间。”她从一月份开始就一直主张进行这项工程，并得到了委员会的支持。",
    ],
    "th": [
        "คณะกรรมการท่าเรือกล่าวเมื่อวันศุกร์ว่าท่าเรือเหนืออาจจะปิดในเดือนมิถุนายนหลังจากพายุพัดถล่มและท่าเรือไม่ปลอดภัยอีกต่อไป",
        "ประธานคณะกรรมการกล่าวว่าการซ่อมแซมอาจใช้เวลาหนึ่งปีและเธอได้เรียกร้องให้ดำเนินการตั้งแต่เดือนมกราคมที่ผ่านมา",
    ],
}
TEASERS = "".join(f'<h3><a href="/{k}">北码头的新消息第{k}号和其他新闻</a></h3>' for k in range(8))


@pytest.mark.parametrize("language", TEXTS)
def test_a_short_article_without_spaces_is_an_article_also_among_headlines(language: str) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in TEXTS[language])
    for html in (
        page(body, title=TEXTS[language][0][:14]),
        f"<html><body><h1>{TEXTS[language][0][:14]}</h1><div>{body}</div><div>{TEASERS}</div></body></html>",
    ):
        text = read_page(html, "https://wexmere-post.example/news/pier").text
        assert all(paragraph[:40] in text for paragraph in TEXTS[language])


@pytest.mark.parametrize(
    "notice",
    [
        "<p>Wir und unsere Partner verarbeiten personenbezogene Daten mithilfe von Technologien wie Cookies, um "
        "Informationen auf Ihrem Gerät zu speichern.</p><p>Mit Werbung und Cookies weiterlesen: Besuchen Sie uns wie "
        "gewohnt mit Werbung und Tracking.</p>",
        "<p>Nous et nos partenaires utilisons des cookies pour stocker et accéder à des informations sur votre "
        "appareil.</p><p>Continuer sans accepter, ou modifier vos choix à tout moment en bas de la page.</p>",
        "<p>Utilizamos cookies propias y de terceros para analizar el uso del sitio y mostrarte publicidad relacionada "
        "con tus preferencias y tus hábitos de navegación en esta página y en otras.</p>",
        "<p>Wij gebruiken op deze website cookies en vergelijkbare technieken om u artikelen te tonen die bij u passen "
        "en om het gebruik van de website te meten en te verbeteren.</p>",
    ],
)
def test_a_cookie_notice_in_another_language_is_no_article(notice: str) -> None:
    with pytest.raises(NoArticle):
        read_page(f"<html><body><h1>North pier to close in June</h1><div>{notice}</div></body></html>")
