import { defineSet } from "../entity-set";

enum Role {
  Admin = "admin",
  Editor = "editor",
  Reader = "reader",
}

enum Level {
  Low,
  Middle,
  High,
}

enum Size {
  S = 10,
  M = 20,
}

/** Lists of values. */
export const enumSets = [
  defineSet("an enum of texts", { covers: ["Column.enum"], on: ["postgres", "mysql", "mariadb"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ type: "enum", enum: Role })
      role!: Role;
      @orm.Column({ type: "enum", enum: Role, nullable: true })
      second!: Role;
      @orm.Column({ type: "enum", enum: Role, default: Role.Reader })
      third!: Role;
    }
    return [User];
  }),
  defineSet("an enum by its values", { covers: ["Column.enum"], on: ["postgres", "mysql", "mariadb"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column("enum", { enum: ["a", "b", "with space", 'with "quotes"'] })
      letter!: string;
      @orm.Column("enum", { enum: { One: "1", Two: "2" } })
      object!: string;
    }
    return [User];
  }),
  defineSet("an enum without a type", { covers: ["Column.enum"], on: ["postgres", "sqlite"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ enum: ["x", "y"], default: "x" })
      letter!: string;
    }
    return [User];
  }),
  defineSet("an enum of numbers", { covers: ["Column.enum"], on: ["postgres", "mysql", "mariadb"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ type: "enum", enum: Level })
      level!: Level;
      @orm.Column({ type: "enum", enum: Size, default: Size.M })
      size!: Size;
    }
    return [User];
  }),
  defineSet("a name for an enum", { covers: ["Column.enumName"], on: ["postgres"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ type: "enum", enum: Role, enumName: "roles" })
      role!: Role;
      @orm.Column({ type: "enum", enum: Role, enumName: "roles", default: Role.Admin })
      second!: Role;
    }
    @orm.Entity()
    class Guest {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ type: "enum", enum: Role, enumName: "roles" })
      role!: Role;
      @orm.Column({ type: "enum", enum: Level, enumName: "guest_level_enum" })
      level!: Level;
    }
    return [User, Guest];
  }),
  defineSet("a list of enum values", { covers: ["Column.enum", "Column.array"], on: ["postgres"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ type: "enum", enum: Role, array: true })
      roles!: Role[];
      @orm.Column({ type: "enum", enum: Role, array: true, default: [] })
      none!: Role[];
      @orm.Column({ type: "enum", enum: Role, array: true, default: [Role.Reader] })
      some!: Role[];
      @orm.Column({ type: "enum", enum: Role, array: true, nullable: true, enumName: "named_roles" })
      named!: Role[];
    }
    return [User];
  }),
  defineSet("enums of tables and columns with large letters", { covers: ["Column.enum"], on: ["postgres"] }, (orm) => {
    @orm.Entity({ name: "UserAccounts" })
    class User {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ type: "enum", enum: Role })
      mainRole!: Role;
    }
    return [User];
  }),
  defineSet(
    "an enum in a schema",
    { covers: ["Column.enum", "Entity.schema"], on: ["postgres"], before: ["CREATE SCHEMA shop"] },
    (orm) => {
      @orm.Entity({ schema: "shop" })
      class User {
        @orm.PrimaryColumn()
        id!: number;
        @orm.Column({ type: "enum", enum: Role, default: Role.Admin })
        role!: Role;
      }
      return [User];
    },
  ),
  defineSet("an enum that each database has", { covers: ["Column.enum"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ type: "simple-enum", enum: Role })
      role!: Role;
      @orm.Column({ type: "simple-enum", enum: ["a", "b"], default: "a" })
      letter!: string;
      @orm.Column({ type: "simple-enum", enum: Level, nullable: true })
      level!: Level;
    }
    return [User];
  }),
  defineSet("sets of values", { covers: ["Column.enum"], on: ["mysql", "mariadb"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryColumn()
      id!: number;
      @orm.Column({ type: "set", enum: Role })
      roles!: Role[];
      @orm.Column({ type: "set", enum: ["a", "b"], default: ["a", "b"] })
      letters!: string[];
      @orm.Column({ type: "set", enum: Role, nullable: true })
      others!: Role[];
    }
    return [User];
  }),
  defineSet(
    "an enum as a key, and references to it",
    { covers: ["Column.enum", "PrimaryColumn"], on: ["mysql", "mariadb"] },
    (orm) => {
      @orm.Entity()
      class Role {
        @orm.PrimaryColumn({ type: "enum", enum: ["a", "b"] })
        id!: string;
      }
      @orm.Entity()
      class User {
        @orm.PrimaryColumn()
        id!: number;
        @orm.ManyToOne(() => Role)
        role!: Role;
      }
      return [Role, User];
    },
  ),
];
