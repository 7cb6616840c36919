"""What a store of real articles shows: findings with intervals, and two versions set beside each other."""
