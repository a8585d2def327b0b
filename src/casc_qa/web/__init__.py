"""The web door: our own FastAPI application with the Gradio chat mounted in it."""
