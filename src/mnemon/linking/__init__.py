"""Same event? Mentions are blocked, compared and clustered; every suggestion comes with its reasons."""

from mnemon.linking.block import block_keys
from mnemon.linking.cluster import cluster
from mnemon.linking.link import link
from mnemon.linking.telling import Telling, tellings
from mnemon.linking.weights import Weights, open_weights

__all__ = ["Telling", "Weights", "block_keys", "cluster", "link", "open_weights", "tellings"]
