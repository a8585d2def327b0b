"""The same model without torch: exported once while building, run by onnxruntime."""
