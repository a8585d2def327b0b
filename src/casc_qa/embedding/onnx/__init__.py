"""The same model without torch: exported once while building, run by onnxruntime.

``export`` writes the ``files``; ``encoder`` opens them and embeds, by a ``session`` of
onnxruntime under a ``watchdog``. The files may be a stranger's, so ``graph`` and
``tokenizer_checks`` inspect them before a library does.
"""
