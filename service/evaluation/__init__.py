"""How good the answers are: questions with their evidence are asked, and the replies judged."""
