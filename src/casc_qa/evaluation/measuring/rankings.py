"""Measures of a ranking, by ir_measures. The only module that imports it."""

from __future__ import annotations

from casc_qa.evaluation.run_files import Qrels, Rankings
from casc_qa.system.extras import extra

RANKING_MEASURES = ("nDCG@10", "R@5", "R@20", "RR@10", "Success@1", "Success@5")


def ranking_values(qrels: Qrels, rankings: Rankings) -> dict[str, dict[str, float]]:
    """query_id to measure to value, from 0 to 1, for every query in ``qrels``.

    A query without ranking counts as 0. Relevance above 0 counts as relevant for all measures
    but nDCG, which takes it as gain.

    >>> values = ranking_values({"q": {"a": 1, "b": 1}}, {"q": {"x": 2.0, "a": 1.0}})
    >>> values["q"]["RR@10"], values["q"]["R@5"], values["q"]["Success@1"]
    (0.5, 0.5, 0.0)
    """
    with extra("eval"):
        import ir_measures

    measures = [ir_measures.parse_measure(name) for name in RANKING_MEASURES]
    values = {query_id: dict.fromkeys(RANKING_MEASURES, 0.0) for query_id in qrels}
    # By rank, not by score: the library would order equal scores in its own way.
    by_rank = {
        query_id: {key: -float(rank) for rank, key in enumerate(ranking)}
        for query_id, ranking in rankings.items()
        if query_id in qrels and ranking
    }
    if not by_rank:
        return values
    judged = {key: dict(judgements) for key, judgements in qrels.items()}
    for metric in ir_measures.iter_calc(measures, judged, by_rank):
        values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values
