"""The index on disk: immutable generations, one of them current.

    index/
      current                 names the generation in use, then those before it; replaced atomically
      generations/<id>/       manifest.json, report.json, documents, passages, vectors, postings
      models/<name>/          a hub model that the user named

The builder publishes, the asker opens; they meet nowhere else.
"""

from __future__ import annotations

from casc_qa.index.current import current_manifest, names_in_use
from casc_qa.index.generation import Generation, open_current
from casc_qa.index.manifest import FORMAT_VERSION, generation_id
from casc_qa.index.publish import building, publish, reuse

__all__ = [
    "FORMAT_VERSION",
    "Generation",
    "building",
    "current_manifest",
    "generation_id",
    "names_in_use",
    "open_current",
    "publish",
    "reuse",
]
