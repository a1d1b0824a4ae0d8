"""The pages that a person reads after a run, and the numbers and templates behind them."""
