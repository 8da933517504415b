from roedtraad.core.room import Room


class PoliciesConfig(Room):
    name = "roedtraad.policies"
