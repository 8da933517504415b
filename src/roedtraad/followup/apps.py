from roedtraad.core.room import Room


class FollowupConfig(Room):
    name = "roedtraad.followup"
