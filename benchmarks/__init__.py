"""What things cost: programs whose figures are in docs/performance.md and docs/reliability.md.

They are run from the root of the project: ``python -m benchmarks.cold_ask``.
"""
