"""Same event? Mentions are blocked, compared and clustered; every suggestion comes with its reasons."""

from mnemon.linking.block import block_keys, looked_in
from mnemon.linking.cluster import cluster
from mnemon.linking.link import link
from mnemon.linking.telling import Telling, tellings
from mnemon.linking.weights import open_weights

__all__ = ["Telling", "block_keys", "cluster", "link", "looked_in", "open_weights", "tellings"]
