"""One file for each output. Renderers take a finished report; they decide nothing and check nothing."""
