"""The folders and files that several benchmarks read."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: the fictional articles that ship with the project
DEMONSTRATION = ROOT / "seeds" / "articles"
#: labelled data and a corpus of other people's: used where they are available, never shipped
SHARED = Path(os.environ.get("SOURCELIGHT_SHARED") or ROOT.parent / "shared")
#: 6,722 news articles of 2018 and 2019 with AllSides' labels (Article-Bias-Prediction, Baly et al. 2020)
CORPUS = SHARED / "corpus" / "news_2018_2019.parquet"
