import { defineSet } from "../entity-set";

/** Keys: numbered, given, random, composite, named. */
export const primaryKeySets = [
  defineSet("a numbered key", { covers: ["Entity", "PrimaryGeneratedColumn"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      name!: string;
    }
    return [User];
  }),
  defineSet("a numbered key by its strategy", { covers: ["PrimaryGeneratedColumn(increment)"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn("increment")
      id!: number;
    }
    return [User];
  }),
  defineSet(
    "numbered keys of each size",
    {
      covers: ["PrimaryGeneratedColumn(increment)", "PrimaryGeneratedColumn.type"],
      on: ["postgres", "mysql", "mariadb"],
    },
    (orm) => {
      @orm.Entity()
      class Small {
        @orm.PrimaryGeneratedColumn("increment", { type: "smallint" })
        id!: number;
      }
      @orm.Entity()
      class Big {
        @orm.PrimaryGeneratedColumn({ type: "bigint" })
        id!: string;
      }
      return [Small, Big];
    },
  ),
  defineSet(
    "a numbered key without a sign, with another name and a comment",
    {
      covers: ["PrimaryGeneratedColumn.unsigned", "PrimaryGeneratedColumn.name", "PrimaryGeneratedColumn.comment"],
      on: ["mysql", "mariadb"],
    },
    (orm) => {
      @orm.Entity()
      class User {
        @orm.PrimaryGeneratedColumn({ unsigned: true, name: "user_id", comment: "counts up" })
        id!: number;
      }
      return [User];
    },
  ),
  defineSet("a numbered key with another name", { covers: ["PrimaryGeneratedColumn.name"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn({ name: "user_id" })
      id!: number;
    }
    return [User];
  }),
  defineSet("a random key", { covers: ["PrimaryGeneratedColumn(uuid)"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn("uuid")
      id!: string;
      @orm.Column()
      name!: string;
    }
    return [User];
  }),
  defineSet(
    "identity keys",
    {
      covers: ["PrimaryGeneratedColumn(identity)", "PrimaryGeneratedColumn.generatedIdentity"],
      on: ["postgres"],
    },
    (orm) => {
      @orm.Entity()
      class ByDefault {
        @orm.PrimaryGeneratedColumn("identity")
        id!: number;
      }
      @orm.Entity()
      class Always {
        @orm.PrimaryGeneratedColumn("identity", { generatedIdentity: "ALWAYS" })
        id!: number;
      }
      @orm.Entity()
      class BigSaidInFull {
        @orm.PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "BY DEFAULT" })
        id!: string;
      }
      return [ByDefault, Always, BigSaidInFull];
    },
  ),
  defineSet(
    "a key with a name of its own",
    {
      covers: [
        "PrimaryGeneratedColumn.primaryKeyConstraintName",
        "PrimaryColumn.primaryKeyConstraintName",
        "Column.primaryKeyConstraintName",
      ],
      on: ["postgres"],
    },
    (orm) => {
      @orm.Entity()
      class One {
        @orm.PrimaryGeneratedColumn({ primaryKeyConstraintName: "pk_of_one" })
        id!: number;
      }
      @orm.Entity()
      class Two {
        @orm.PrimaryColumn({ primaryKeyConstraintName: "pk_of_two" })
        left!: number;
        @orm.PrimaryColumn({ primaryKeyConstraintName: "pk_of_two" })
        right!: number;
      }
      @orm.Entity()
      class Three {
        @orm.Column({ primary: true, primaryKeyConstraintName: "pk_of_three" })
        id!: number;
      }
      return [One, Two, Three];
    },
  ),
  defineSet("a key that is not the first column", { covers: ["PrimaryColumn"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.Column()
      name!: string;
      @orm.PrimaryColumn()
      id!: number;
    }
    return [User];
  }),
  defineSet("keys of each TypeScript type", { covers: ["PrimaryColumn"] }, (orm) => {
    @orm.Entity()
    class ByText {
      @orm.PrimaryColumn()
      id!: string;
    }
    @orm.Entity()
    class ByNumber {
      @orm.PrimaryColumn()
      id!: number;
    }
    @orm.Entity()
    class ByDate {
      @orm.PrimaryColumn()
      id!: Date;
    }
    return [ByText, ByNumber, ByDate];
  }),
  defineSet("keys with a type and options", { covers: ["PrimaryColumn.type", "PrimaryColumn.length"] }, (orm) => {
    @orm.Entity()
    class Country {
      @orm.PrimaryColumn("varchar", { length: 2 })
      code!: string;
    }
    @orm.Entity()
    class Price {
      @orm.PrimaryColumn({ type: "decimal", precision: 8, scale: 2 })
      amount!: string;
    }
    return [Country, Price];
  }),
  defineSet("a composite key", { covers: ["PrimaryColumn"] }, (orm) => {
    @orm.Entity()
    class Line {
      @orm.PrimaryColumn()
      orderId!: number;
      @orm.Column()
      text!: string;
      @orm.PrimaryColumn()
      position!: number;
    }
    return [Line];
  }),
  defineSet("a key by an option of the column", { covers: ["Column.primary"] }, (orm) => {
    @orm.Entity()
    class Line {
      @orm.Column({ primary: true })
      orderId!: number;
      @orm.Column("int", { primary: true })
      position!: number;
    }
    return [Line];
  }),
  defineSet(
    "a composite key with a numbered column",
    { covers: ["PrimaryGeneratedColumn", "PrimaryColumn"], on: ["postgres", "mysql", "mariadb"] },
    (orm) => {
      @orm.Entity()
      class Line {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.PrimaryColumn()
        tenant!: string;
      }
      return [Line];
    },
  ),
  defineSet("generated columns beside the key", { covers: ["Generated(uuid)"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column({ type: "uuid" })
      @orm.Generated("uuid")
      token!: string;
    }
    return [User];
  }),
  defineSet("a numbered column beside a random key", { covers: ["Generated(increment)"], on: ["postgres"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn("uuid")
      id!: string;
      @orm.Column()
      @orm.Generated("increment")
      number!: number;
      @orm.Column()
      @orm.Generated()
      second!: number;
    }
    return [User];
  }),
  defineSet(
    "a numbered key written in two decorators",
    { covers: ["Generated", "Generated(increment)"], on: ["postgres", "mysql", "mariadb", "sqlite"] },
    (orm) => {
      @orm.Entity()
      class User {
        @orm.PrimaryColumn()
        @orm.Generated("increment")
        id!: number;
      }
      return [User];
    },
  ),
  defineSet("a random key written in two decorators", { covers: ["Generated(uuid)"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryColumn("uuid")
      @orm.Generated("uuid")
      id!: string;
    }
    return [User];
  }),
  defineSet("a random text beside the key, whatever its type", { covers: ["Generated(uuid)"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column("varchar")
      @orm.Generated("uuid")
      token!: string;
    }
    return [User];
  }),
  defineSet(
    "a numbered column that a key of its own counts",
    { covers: ["Generated(increment)"], on: ["mysql", "mariadb"] },
    (orm) => {
      @orm.Entity()
      class User {
        @orm.PrimaryColumn()
        @orm.Generated("increment")
        id!: number;
        @orm.PrimaryColumn("varchar", { length: 10 })
        part!: string;
      }
      return [User];
    },
  ),
  defineSet(
    "a kind of identity without an identity",
    { covers: ["Column.generatedIdentity"], on: ["postgres"] },
    (orm) => {
      @orm.Entity()
      class Ticket {
        @orm.PrimaryColumn()
        id!: number;
        @orm.Column({ generatedIdentity: "ALWAYS" })
        number!: number;
      }
      return [Ticket];
    },
  ),
];
