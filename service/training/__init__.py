"""How the weights of the trained reader are made: `python -m service.training` tells the commands.

Nothing that answers questions imports it; what it makes is the folder `data/models/reader`.
"""
