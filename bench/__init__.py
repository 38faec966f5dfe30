"""What Mnemon is measured by: `python -m bench.gate` prints every figure with its floor."""
