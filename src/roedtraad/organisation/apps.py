from roedtraad.core.room import Room


class OrganisationConfig(Room):
    name = "roedtraad.organisation"
