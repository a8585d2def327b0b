"""What other programs with language models may ask, by the Model Context Protocol: ``casc-qa mcp``.

``tools`` says what can be asked and does it, ``texts`` says it in words, with what comes from
documents kept apart as data; ``server`` speaks the protocol and is the only module that imports its
library.
"""
