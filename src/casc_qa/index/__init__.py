"""The index on disk: immutable generations, one of them current.

    index/
      current                 names the generation in use, then those before it; replaced atomically
      generations/<id>/       manifest.json, report.json, documents, passages, vectors, postings
      encoder/<id>/           the model as questions use it
      models/<name>/          a hub model that the user named

``index/README.md`` of the project lists every file.

Building publishes (``publish``) and asking opens (``generation``); they meet nowhere else.
"""
