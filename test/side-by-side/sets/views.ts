import type { DataSource } from "typeorm";
import { defineSet } from "../entity-set";

/** Views, plain and materialized. */
export const viewSets = [
  defineSet("a view by its text", { covers: ["ViewEntity", "ViewEntity.expression", "ViewColumn"] }, (orm) => {
    @orm.Entity({ name: "users" })
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      name!: string;
    }
    @orm.ViewEntity({ expression: "SELECT id, name FROM users" })
    class UserNames {
      @orm.ViewColumn()
      id!: number;
      @orm.ViewColumn()
      name!: string;
    }
    return [User, UserNames];
  }),
  defineSet("the name of a view", { covers: ["ViewEntity.name", "ViewColumn.name"] }, (orm) => {
    @orm.Entity({ name: "users" })
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      name!: string;
    }
    @orm.ViewEntity({ name: "named_users", expression: "SELECT id AS user_id, name AS user_name FROM users" })
    class UserNames {
      @orm.ViewColumn({ name: "user_id" })
      id!: number;
      @orm.ViewColumn({ name: "user_name" })
      name!: string;
    }
    @orm.ViewEntity("by_name", { expression: "SELECT name FROM users WHERE id > 10" })
    class ByName {
      @orm.ViewColumn()
      name!: string;
    }
    return [User, UserNames, ByName];
  }),
  defineSet("a view by a query", { covers: ["ViewEntity.expression"] }, (orm) => {
    @orm.Entity({ name: "users" })
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      name!: string;
    }
    @orm.ViewEntity({
      expression: (source: DataSource) =>
        source.createQueryBuilder().select("u.id", "id").addSelect("u.name", "name").from(User, "u").where("u.id > 5"),
    })
    class UserNames {
      @orm.ViewColumn()
      id!: number;
      @orm.ViewColumn()
      name!: string;
    }
    return [User, UserNames];
  }),
  defineSet("views over views", { covers: ["ViewEntity.dependsOn"] }, (orm) => {
    @orm.Entity({ name: "users" })
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.ViewEntity({ name: "z_first", expression: "SELECT id FROM users" })
    class First {
      @orm.ViewColumn()
      id!: number;
    }
    @orm.ViewEntity({ name: "a_second", expression: "SELECT id FROM z_first", dependsOn: [First] })
    class Second {
      @orm.ViewColumn()
      id!: number;
    }
    @orm.ViewEntity({ name: "a_first", expression: "SELECT id FROM a_second", dependsOn: ["Second"] })
    class Third {
      @orm.ViewColumn()
      id!: number;
    }
    return [Third, Second, First, User];
  }),
  defineSet(
    "materialized views and their indexes",
    { covers: ["ViewEntity.materialized", "Index"], on: ["postgres"] },
    (orm) => {
      @orm.Entity({ name: "users" })
      class User {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.Column()
        name!: string;
      }
      @orm.ViewEntity({ materialized: true, expression: "SELECT id, name FROM users" })
      @orm.Index(["id"], { unique: true })
      class UserNames {
        @orm.ViewColumn()
        id!: number;
        @orm.Index("by_name")
        @orm.ViewColumn()
        name!: string;
      }
      return [User, UserNames];
    },
  ),
  defineSet(
    "a view in a schema",
    { covers: ["ViewEntity.schema"], on: ["postgres"], before: ["CREATE SCHEMA reports"] },
    (orm) => {
      @orm.Entity({ name: "users" })
      class User {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.ViewEntity({ schema: "reports", expression: "SELECT id FROM public.users" })
      class UserIds {
        @orm.ViewColumn()
        id!: number;
      }
      return [User, UserIds];
    },
  ),
  defineSet("a view that nobody makes", { covers: ["ViewEntity.synchronize"] }, (orm) => {
    @orm.Entity({ name: "users" })
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.ViewEntity({ synchronize: false, expression: "SELECT id FROM nowhere" })
    class UserIds {
      @orm.ViewColumn()
      id!: number;
    }
    return [User, UserIds];
  }),
  defineSet("transformed and related columns of a view", { covers: ["ViewColumn.transformer"] }, (orm) => {
    @orm.Entity({ name: "users" })
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      name!: string;
    }
    @orm.ViewEntity({ expression: "SELECT id, name FROM users" })
    class UserNames {
      @orm.ViewColumn()
      id!: number;
      @orm.ViewColumn({ transformer: { to: (value: unknown) => value, from: (value: unknown) => String(value) } })
      name!: string;
    }
    return [User, UserNames];
  }),
];
