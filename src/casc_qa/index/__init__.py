"""The index on disk: immutable generations, one of them current.

    index/
      current                 names the generation in use, then those before it; replaced atomically
      generations/<id>/       manifest.json, report.json, documents, passages, vectors, postings
      models/<name>/          a hub model that the user named

Building publishes (``publish``) and asking opens (``generation``); they meet nowhere else.
"""
