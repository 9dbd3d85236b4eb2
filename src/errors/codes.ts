/**
 * Every code that an {@link OrmError} can carry, with what it means.
 * `docs/errors.md` is checked against this list.
 */
export const ERROR_CODES = {
  "CONFIG.NOT_FOUND": "No configuration file was found.",
  "CONFIG.INVALID": "The configuration file was read, but what it says cannot be used.",
  "CONFIG.LOAD_FAILED": "The configuration file, or a file that it imports, could not be loaded.",
  "CONFIG.EXISTS": "`orm init` would overwrite a file that is already there.",

  "DIALECT.UNKNOWN": "The data source names a database type that is not registered.",
  "DIALECT.DRIVER_MISSING": "The npm package that talks to the database is not installed.",
  "DIALECT.UNSUPPORTED": "The database, in this version, cannot do what was asked.",
  "DIALECT.NO_SCRATCH_PLACE": "The server gives no room to try schema changes.",

  "CONNECTION.REFUSED": "No server answered at the address.",
  "CONNECTION.AUTHENTICATION": "The server refused the user or the password.",
  "CONNECTION.DATABASE_MISSING": "The server has no database of that name.",
  "CONNECTION.LOST": "The connection ended while it was in use.",
  "CONNECTION.FAILED": "The connection could not be made for another reason.",
  "CONNECTION.POOL_TIMEOUT": "No connection of the pool became free in time.",
  "CONNECTION.RELEASED": "A transaction, or a connection that was lent, is used after its end.",

  "ENTITY.NOT_AN_ENTITY": "A class is used as an entity but has no @Entity decorator.",
  "ENTITY.NO_PRIMARY_KEY": "An entity has no primary column.",
  "ENTITY.DUPLICATE_TABLE": "Two entities claim the same table.",
  "ENTITY.DUPLICATE_COLUMN": "Two properties of an entity claim the same column.",
  "ENTITY.TYPE_UNKNOWN": "The type of a column cannot be read from its decorator or its TypeScript type.",
  "ENTITY.TYPE_UNSUPPORTED": "The database has no column type of that name.",
  "ENTITY.RELATION_INVALID": "A relation does not lead to an entity, or its inverse side is wrong.",
  "ENTITY.OPTION_INVALID": "A decorator was given an option that cannot be used.",
  "ENTITY.DECORATOR_MODE": "Decorators were compiled as standard decorators, which carry no types.",
  "ENTITY.NAME_FORBIDDEN": "A property has a name that cannot be mapped safely.",

  "SCHEMA.NOT_FOUND": "An operation names a table, column or other object that the schema does not have.",
  "SCHEMA.DUPLICATE": "An operation creates an object that the schema already has.",
  "SCHEMA.NAME_FORBIDDEN": "The database cannot hold a name, a value of an enum or a comment as it is.",
  "SCHEMA.BROKEN_OBJECT": "A view or a trigger would fail after a change, or fails already and is in its way.",

  "OPERATION.INVALID": "An operation was called with arguments that cannot be used.",
  "OPERATION.IRREVERSIBLE": "An operation does not know how to be undone.",
  "OPERATION.UNSUPPORTED": "The database cannot do this operation.",

  "DIFF.ANSWER_NEEDED": "The comparison cannot decide by itself: a rename, or a value for rows that exist.",
  "DIFF.ANSWER_INVALID": "An answer names something that the comparison does not ask for, or does not fit its column.",
  "DIFF.NAME_TAKEN": "Something new or renamed is to have a name that is not free.",
  "DIFF.OBJECT_UNREADABLE": "An object is there, but the user has no right to see how it is defined.",

  "REVISION.AMBIGUOUS_RELATIVE_UPGRADE": "A relative upgrade starts from several revisions.",
  "REVISION.BROKEN_MAP": "A revision file names a down revision that no file has.",
  "REVISION.CYCLE": "Revision files form a cycle.",
  "REVISION.DEPENDENCY_CYCLE": "Revision files form a cycle through dependsOn.",
  "REVISION.DEPENDENCY_SELF_LOOP": "A revision depends on itself.",
  "REVISION.SELF_LOOP": "A revision is its own down revision.",
  "REVISION.DUPLICATE_BRANCH_LABEL": "Two revisions declare the same branch label.",
  "REVISION.DUPLICATE_REVISION": "Two revision files have the same revision id.",
  "REVISION.IDENTIFIER_NOT_A_STRING": "A revision identifier is not a string.",
  "REVISION.MULTIPLE_HEADS": "There are several heads where one was needed.",
  "REVISION.NO_SUCH_BRANCH": "No branch has that label.",
  "REVISION.NO_SUCH_REVISION": "No revision file has that id.",
  "REVISION.NOT_AN_ANCESTOR": "The lower revision is not an ancestor of the upper one.",
  "REVISION.NOT_IN_BRANCH": "The revision is not a member of the named branch.",
  "REVISION.OVERLAPPING_TARGETS": "A requested revision is an ancestor of another requested one.",
  "REVISION.RELATIVE_OUT_OF_RANGE": "A relative identifier leads past the end of the graph.",
  "REVISION.AMBIGUOUS_IDENTIFIER": "An identifier fits several revisions.",
  "REVISION.INVALID_ID": "A revision id or a message cannot be used for a file.",
  "REVISION.FILE_INVALID": "A revision file cannot be read: its constants or its syntax are wrong.",
  "REVISION.LOAD_FAILED": "A revision file could not be loaded as a module.",
  "REVISION.FAILED": "A revision stopped with an error.",
  "REVISION.ENDED": "`op` was used after its revision had ended.",
  "REVISION.NOT_PROVED": "A new revision was tried on a scratch schema and does not do what it should.",
  "REVISION.NOT_UP_TO_DATE": "The database is not at the head, so the entities cannot be compared with it.",

  "RUNNER.LOCK_TIMEOUT": "Another process held the lock of the migrations for too long.",
  "RUNNER.LOCK_LOST": "The connection that holds the lock of the migrations ended during the run.",
  "RUNNER.STATE_CHANGED": "The version table was changed by somebody else during the run.",
  "RUNNER.PARTIAL": "A revision stopped part-way, and what it did so far cannot be rolled back.",
  "RUNNER.ROWS_CHANGED": "A table rebuild would have changed how many rows a table has.",

  "QUERY.FAILED": "The database refused a statement.",
  "QUERY.UNIQUE_VIOLATION": "A row with the same unique key exists.",
  "QUERY.FOREIGN_KEY_VIOLATION": "A row refers to another row that does not exist, or is still referred to.",
  "QUERY.NOT_NULL_VIOLATION": "A column that may not be null was given no value.",
  "QUERY.CHECK_VIOLATION": "A row breaks a check constraint.",
  "QUERY.LOCK_TIMEOUT": "Another connection held a lock that a statement needs for too long.",
  "QUERY.LOCK_NEEDED": "The database cannot change a table while others write to it, and was asked to.",
  "QUERY.UNKNOWN_PROPERTY": "A find option names a property that the entity does not have.",
  "QUERY.INVALID_VALUE": "A value cannot be bound to that column.",
  "QUERY.CRITERIA_MISSING": "An update or a delete was given no criteria.",
  "QUERY.VERSION_CONFLICT": "A row was changed or deleted by somebody else since it was loaded.",
  "QUERY.NOT_FOUND": "No row matched where one was required.",

  "DATA_SOURCE.NOT_INITIALIZED": "The data source is used before initialize().",
  "DATA_SOURCE.ALREADY_INITIALIZED": "initialize() was called twice.",
  "DATA_SOURCE.CLOSED": "The data source is used after destroy().",

  "CLI.USAGE": "The command line was used wrongly.",
  "CLI.INTERRUPTED": "The command was ended by a signal, for example Ctrl-C.",
  "CLI.CHANGES_FOUND": "`orm check`: the models have changes that no revision has.",
  INTERNAL: "Ormolu broke one of its own rules; please report it.",
} as const;

/** The code of an {@link OrmError}: `AREA.REASON`. */
export type ErrorCode = keyof typeof ERROR_CODES;
