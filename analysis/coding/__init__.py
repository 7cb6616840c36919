"""Content analysis by people: codebooks, samples, codes, agreement, and measures corrected by what people coded.

A codebook defines variables (``codebook``). A sample of articles, statements, sentences or marks is drawn
(``sampling``), and people give each of its units a value of each variable, a code (``analysis.store.coding``).
``agreement`` compares coders, ``machine`` compares them with Sourcelight's measures, and ``correction`` corrects rates
for the measured error.
"""

from __future__ import annotations
