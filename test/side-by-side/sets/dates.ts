import { defineSet } from "../entity-set";

/** Columns that the library writes dates into. */
export const dateSets = [
  defineSet(
    "dates of creation, change and deletion",
    { covers: ["CreateDateColumn", "UpdateDateColumn", "DeleteDateColumn"] },
    (orm) => {
      @orm.Entity()
      class Page {
        @orm.PrimaryColumn()
        id!: number;
        @orm.CreateDateColumn()
        createdAt!: Date;
        @orm.UpdateDateColumn()
        updatedAt!: Date;
        @orm.DeleteDateColumn()
        deletedAt!: Date;
      }
      return [Page];
    },
  ),
  defineSet(
    "dates with names",
    { covers: ["CreateDateColumn.name", "UpdateDateColumn.name", "DeleteDateColumn.name"] },
    (orm) => {
      @orm.Entity()
      class Page {
        @orm.PrimaryColumn()
        id!: number;
        @orm.CreateDateColumn({ name: "created_at" })
        createdAt!: Date;
        @orm.UpdateDateColumn({ name: "updated_at", nullable: true })
        updatedAt!: Date;
        @orm.DeleteDateColumn({ name: "deleted_at" })
        deletedAt!: Date;
      }
      return [Page];
    },
  ),
  defineSet(
    "dates with a zone",
    { covers: ["CreateDateColumn.type", "UpdateDateColumn.type", "DeleteDateColumn.type"], on: ["postgres"] },
    (orm) => {
      @orm.Entity()
      class Page {
        @orm.PrimaryColumn()
        id!: number;
        @orm.CreateDateColumn({ type: "timestamptz" })
        createdAt!: Date;
        @orm.UpdateDateColumn({ type: "timestamp with time zone" })
        updatedAt!: Date;
        @orm.DeleteDateColumn({ type: "timestamptz" })
        deletedAt!: Date;
      }
      return [Page];
    },
  ),
  defineSet(
    "dates with a type",
    { covers: ["CreateDateColumn.type", "UpdateDateColumn.type"], on: ["mysql", "mariadb"] },
    (orm) => {
      @orm.Entity()
      class Page {
        @orm.PrimaryColumn()
        id!: number;
        @orm.CreateDateColumn({ type: "timestamp" })
        createdAt!: Date;
        @orm.UpdateDateColumn({ type: "timestamp" })
        updatedAt!: Date;
        @orm.DeleteDateColumn({ type: "timestamp" })
        deletedAt!: Date;
      }
      return [Page];
    },
  ),
  defineSet(
    "dates with a precision",
    {
      covers: ["CreateDateColumn.precision", "UpdateDateColumn.precision", "DeleteDateColumn.precision"],
      on: ["postgres", "mariadb", "sqlite"],
    },
    (orm) => {
      @orm.Entity()
      class Page {
        @orm.PrimaryColumn()
        id!: number;
        @orm.CreateDateColumn({ precision: 3 })
        createdAt!: Date;
        @orm.UpdateDateColumn({ precision: 3 })
        updatedAt!: Date;
        @orm.DeleteDateColumn({ precision: 3 })
        deletedAt!: Date;
      }
      return [Page];
    },
  ),
  defineSet("dates with a precision of none", { covers: ["CreateDateColumn.precision"], on: ["mariadb"] }, (orm) => {
    @orm.Entity()
    class Page {
      @orm.PrimaryColumn()
      id!: number;
      @orm.CreateDateColumn({ precision: 0 })
      createdAt!: Date;
      @orm.UpdateDateColumn({ precision: 0 })
      updatedAt!: Date;
      @orm.CreateDateColumn({ precision: null, default: () => "CURRENT_TIMESTAMP" })
      bornAt!: Date;
    }
    return [Page];
  }),
  defineSet("dates with a default of their own", { covers: ["CreateDateColumn.default"], on: ["postgres"] }, (orm) => {
    @orm.Entity()
    class Page {
      @orm.PrimaryColumn()
      id!: number;
      @orm.CreateDateColumn({ default: () => "CURRENT_TIMESTAMP" })
      createdAt!: Date;
      @orm.UpdateDateColumn({ default: () => "(now() at time zone 'utc')" })
      updatedAt!: Date;
    }
    return [Page];
  }),
  defineSet(
    "a date that every update writes",
    { covers: ["UpdateDateColumn.onUpdate"], on: ["mysql", "mariadb"] },
    (orm) => {
      @orm.Entity()
      class Page {
        @orm.PrimaryColumn()
        id!: number;
        @orm.UpdateDateColumn({
          type: "datetime",
          precision: 3,
          default: () => "CURRENT_TIMESTAMP(3)",
          onUpdate: "CURRENT_TIMESTAMP(3)",
        })
        updatedAt!: Date;
      }
      return [Page];
    },
  ),
];
