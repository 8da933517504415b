from roedtraad.core.room import Room


class WorkspaceConfig(Room):
    name = "roedtraad.workspace"
