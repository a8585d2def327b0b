"""Asking: a question in, the documents' sentences out, or why there are none.

``assistant`` wires the parts. ``question`` understands what was typed, once, with ``translation``
into the documents' words; ``retrieval`` ranks passages by two scores, put together by ``fusion``;
``reranking`` gives each of their sentences its ``features`` and a score, by the weights of
``calibration`` and the ``boilerplate_penalty``; ``answering`` chooses, or says why not.
"""
