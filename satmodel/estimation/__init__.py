"""From answers to estimates with their full covariance."""
