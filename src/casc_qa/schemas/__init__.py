"""Every JSON object that casc-qa gives, and those that it is sent, as types and as JSON Schemas.

``answers``, ``searches``, ``surveys``, ``tables``, ``verifications``, ``documents``,
``inspections`` and ``errors`` are the types of what is given, ``requests`` those of what is sent,
with ``parts`` that several share and ``limits``.
``files`` finds the JSON Schemas that lie here, which ``python -m casc_qa.schemas`` makes of the
types; finding and printing one loads no type. ``base`` is the only module that imports pydantic.
"""
