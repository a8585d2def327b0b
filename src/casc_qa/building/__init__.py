"""Building: files in, a published generation of the index out.

``build``             the steps of a build, and ``build_index``, which starts one
``fingerprint``       what shapes an index beside its documents, by which a generation is named
``passages``          cuts the documents into passages
``reuse``             documents and vectors that the generation in use has already
``generation_files``  makes all files of the new generation but its manifest
"""
