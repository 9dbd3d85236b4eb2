import { defineSet } from "../entity-set";

/** Entities without decorators. */
export const entitySchemaSets = [
  defineSet(
    "a schema of columns",
    {
      covers: [
        "EntitySchema",
        "EntitySchema.name",
        "EntitySchema.columns",
        "EntitySchema.columns.type",
        "EntitySchema.columns.primary",
        "EntitySchema.columns.generated",
        "EntitySchema.columns.length",
        "EntitySchema.columns.unique",
        "EntitySchema.columns.name",
        "EntitySchema.columns.nullable",
        "EntitySchema.columns.default",
        "EntitySchema.columns.precision",
        "EntitySchema.columns.scale",
        "EntitySchema.columns.select",
        "EntitySchema.columns.createDate",
        "EntitySchema.columns.updateDate",
        "EntitySchema.columns.deleteDate",
        "EntitySchema.columns.version",
      ],
    },
    (orm) => [
      new orm.EntitySchema({
        name: "User",
        columns: {
          id: { type: "int", primary: true, generated: true },
          name: { type: "varchar", length: 40 },
          email: { type: "varchar", unique: true, name: "e_mail" },
          age: { type: "int", nullable: true, default: 18 },
          price: { type: "decimal", precision: 10, scale: 2, default: 0 },
          secret: { type: "varchar", select: false },
          createdAt: { type: Date, createDate: true },
          updatedAt: { type: Date, updateDate: true },
          deletedAt: { type: Date, deleteDate: true },
          version: { type: Number, version: true },
        },
      }),
    ],
  ),
  defineSet(
    "names of a schema",
    { covers: ["EntitySchema.tableName", "EntitySchema.target", "EntitySchema.orderBy"] },
    (orm) => {
      class User {
        id!: string;
      }
      return [
        new orm.EntitySchema<User>({
          name: "User",
          target: User,
          tableName: "people",
          orderBy: { id: "ASC" },
          columns: { id: { type: "uuid", primary: true, generated: "uuid" } },
        }),
      ];
    },
  ),
  defineSet(
    "relations of a schema",
    {
      covers: [
        "EntitySchema.relations",
        "EntitySchema.relations.type",
        "EntitySchema.relations.target",
        "EntitySchema.relations.inverseSide",
        "EntitySchema.relations.joinColumn",
        "EntitySchema.relations.joinTable",
        "EntitySchema.relations.nullable",
        "EntitySchema.relations.onDelete",
        "EntitySchema.relations.cascade",
      ],
    },
    (orm) => [
      new orm.EntitySchema<{ id: number; posts: object[]; profile: object }>({
        name: "User",
        columns: { id: { type: "int", primary: true, generated: "increment" } },
        relations: {
          posts: { type: "one-to-many", target: "Post", inverseSide: "author" },
          profile: { type: "one-to-one", target: "Profile", joinColumn: true, onDelete: "CASCADE" },
        },
      }),
      new orm.EntitySchema({ name: "Profile", columns: { id: { type: "int", primary: true, generated: true } } }),
      new orm.EntitySchema<{ id: number; author: object; editor: object; tags: object[]; marks: object[] }>({
        name: "Post",
        columns: { id: { type: "int", primary: true, generated: true } },
        relations: {
          author: { type: "many-to-one", target: "User", inverseSide: "posts", nullable: false },
          editor: {
            type: "many-to-one",
            target: "User",
            joinColumn: { name: "editor_id", foreignKeyConstraintName: "fk_editor" },
          },
          tags: { type: "many-to-many", target: "Tag", joinTable: true, cascade: true },
          marks: {
            type: "many-to-many",
            target: "Tag",
            joinTable: { name: "marks", joinColumn: { name: "post_id" }, inverseJoinColumn: { name: "tag_id" } },
          },
        },
      }),
      new orm.EntitySchema({ name: "Tag", columns: { id: { type: "int", primary: true, generated: true } } }),
    ],
  ),
  defineSet(
    "constraints of a schema",
    {
      covers: [
        "EntitySchema.indices",
        "EntitySchema.indices.columns",
        "EntitySchema.indices.name",
        "EntitySchema.indices.unique",
        "EntitySchema.uniques",
        "EntitySchema.checks",
      ],
    },
    (orm) => [
      new orm.EntitySchema({
        name: "User",
        columns: {
          id: { type: "int", primary: true, generated: true },
          first: { type: "varchar" },
          last: { type: "varchar" },
          age: { type: "int" },
        },
        indices: [{ columns: ["first", "last"] }, { name: "by_age", columns: ["age"], unique: true }],
        uniques: [{ columns: ["last", "age"] }, { name: "one_first", columns: ["first"] }],
        checks: [{ expression: "age > 0" }, { name: "young", expression: "age < 200" }],
      }),
    ],
  ),
  defineSet("exclusions of a schema", { covers: ["EntitySchema.exclusions"], on: ["postgres"] }, (orm) => [
    new orm.EntitySchema({
      name: "Booking",
      columns: { id: { type: "int", primary: true, generated: true }, during: { type: "tsrange" } },
      exclusions: [{ name: "not_at_once", expression: `USING gist ("during" WITH &&)` }],
    }),
  ]),
  defineSet(
    "foreign keys of a schema",
    { covers: ["EntitySchema.foreignKeys", "EntitySchema.columns.foreignKey"] },
    (orm) => [
      new orm.EntitySchema({ name: "City", columns: { id: { type: "int", primary: true, generated: true } } }),
      new orm.EntitySchema({
        name: "Street",
        columns: {
          id: { type: "int", primary: true, generated: true },
          cityId: { type: "int", foreignKey: { target: "City", onDelete: "CASCADE" } },
          otherId: { type: "int" },
        },
        foreignKeys: [{ target: "City", columnNames: ["otherId"], referencedColumnNames: ["id"], name: "fk_other" }],
      }),
    ],
  ),
  defineSet("embedded schemas", { covers: ["EntitySchema.embeddeds"] }, (orm) => {
    class Name {
      first!: string;
      last!: string;
    }
    const names = new orm.EntitySchema<Name>({
      name: "Name",
      target: Name,
      columns: { first: { type: "varchar" }, last: { type: "varchar", nullable: true } },
    });
    return [
      new orm.EntitySchema<{ id: number; name: Name; alias: Name }>({
        name: "User",
        columns: { id: { type: "int", primary: true, generated: true } },
        embeddeds: { name: { schema: names }, alias: { schema: names, prefix: "also_" } },
      }),
    ];
  }),
  defineSet(
    "a tree of a schema",
    {
      covers: [
        "EntitySchema.trees",
        "EntitySchema.relations.treeParent",
        "EntitySchema.relations.treeChildren",
        "EntitySchema.columns.treeLevel",
      ],
    },
    (orm) => [
      new orm.EntitySchema<{ id: number; level: number; parent: object; children: object[] }>({
        name: "Category",
        columns: { id: { type: "int", primary: true, generated: true }, level: { type: "int", treeLevel: true } },
        trees: [{ type: "closure-table" }],
        relations: {
          parent: { type: "many-to-one", target: "Category", treeParent: true, inverseSide: "children" },
          children: { type: "one-to-many", target: "Category", treeChildren: true, inverseSide: "parent" },
        },
      }),
    ],
  ),
  defineSet(
    "one table for several schemas",
    { covers: ["EntitySchema.inheritance", "EntitySchema.discriminatorValue", "EntitySchema.type"] },
    (orm) => {
      class Content {
        id!: number;
        kind!: string;
      }
      class Photo extends Content {
        size!: number;
      }
      return [
        new orm.EntitySchema<Content>({
          name: "Content",
          target: Content,
          columns: { id: { type: "int", primary: true, generated: true }, kind: { type: "varchar" } },
          inheritance: { pattern: "STI", column: "kind" },
        }),
        new orm.EntitySchema<Photo>({
          name: "Photo",
          target: Photo,
          type: "entity-child",
          discriminatorValue: "photo",
          columns: { size: { type: "int" } },
        }),
      ];
    },
  ),
  defineSet("a view of a schema", { covers: ["EntitySchema.expression", "EntitySchema.type"] }, (orm) => [
    new orm.EntitySchema({
      name: "User",
      tableName: "users",
      columns: { id: { type: "int", primary: true, generated: true } },
    }),
    new orm.EntitySchema({
      name: "UserIds",
      type: "view",
      expression: "SELECT id FROM users",
      columns: { id: { type: "int" } },
    }),
  ]),
  defineSet(
    "a schema of a table without row numbers",
    { covers: ["EntitySchema.withoutRowid"], on: ["sqlite"] },
    (orm) => [
      new orm.EntitySchema({
        name: "Setting",
        withoutRowid: true,
        columns: { key: { type: "varchar", primary: true } },
      }),
    ],
  ),
  defineSet("a schema that nobody makes", { covers: ["EntitySchema.synchronize"] }, (orm) => [
    new orm.EntitySchema({ name: "Legacy", synchronize: false, columns: { id: { type: "int", primary: true } } }),
    new orm.EntitySchema({ name: "Own", columns: { id: { type: "int", primary: true } } }),
  ]),
  defineSet(
    "a schema in a database schema",
    { covers: ["EntitySchema.schema"], on: ["postgres"], before: ["CREATE SCHEMA shop"] },
    (orm) => [
      new orm.EntitySchema({ name: "Product", schema: "shop", columns: { id: { type: "int", primary: true } } }),
    ],
  ),
  defineSet("a relation's ids in a schema", { covers: ["EntitySchema.relationIds"] }, (orm) => [
    new orm.EntitySchema({ name: "User", columns: { id: { type: "int", primary: true, generated: true } } }),
    new orm.EntitySchema<{ id: number; author: object; authorId: number }>({
      name: "Post",
      columns: { id: { type: "int", primary: true, generated: true } },
      relations: { author: { type: "many-to-one", target: "User" } },
      relationIds: { authorId: { relationName: "author" } },
    }),
  ]),
  defineSet("schemas beside classes", { covers: ["EntitySchema"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    return [
      User,
      new orm.EntitySchema({
        name: "Post",
        columns: { id: { type: "int", primary: true, generated: true } },
      }),
    ];
  }),
  defineSet(
    "options of columns of a schema that leave the table alone",
    {
      covers: [
        "EntitySchema.columns.insert",
        "EntitySchema.columns.update",
        "EntitySchema.columns.transformer",
        "EntitySchema.columns.virtualProperty",
        "EntitySchema.columns.query",
      ],
    },
    (orm) => [
      new orm.EntitySchema({
        name: "User",
        columns: {
          id: { type: "int", primary: true },
          fixed: { type: "varchar", update: false },
          late: { type: "varchar", insert: false, nullable: true },
          text: { type: "varchar", transformer: { to: (value: unknown) => value, from: (value: unknown) => value } },
          next: { type: "int", virtualProperty: true, query: (alias) => `SELECT ${alias}.id + 1` },
        },
      }),
    ],
  ),
  defineSet(
    "columns of a schema on PostgreSQL",
    {
      covers: [
        "EntitySchema.columns.array",
        "EntitySchema.columns.collation",
        "EntitySchema.columns.enum",
        "EntitySchema.columns.enumName",
        "EntitySchema.columns.comment",
        "EntitySchema.columns.hstoreType",
        "EntitySchema.columns.asExpression",
        "EntitySchema.columns.generatedType",
        "EntitySchema.columns.primaryKeyConstraintName",
      ],
      on: ["postgres"],
      before: ["CREATE EXTENSION hstore"],
    },
    (orm) => [
      new orm.EntitySchema({
        name: "Bag",
        columns: {
          id: { type: "int", primary: true, primaryKeyConstraintName: "pk_of_bag" },
          tags: { type: "text", array: true, comment: "words" },
          exact: { type: "varchar", collation: "C" },
          color: { type: "enum", enum: ["red", "blue"], enumName: "colors", default: "red" },
          map: { type: "hstore", hstoreType: "object" },
          double: { type: "int", asExpression: "id * 2", generatedType: "STORED" },
        },
      }),
    ],
  ),
  defineSet(
    "columns of a schema on MySQL",
    {
      covers: [
        "EntitySchema.columns.charset",
        "EntitySchema.columns.collation",
        "EntitySchema.columns.enum",
        "EntitySchema.columns.comment",
        "EntitySchema.columns.onUpdate",
        "EntitySchema.columns.unsigned",
        "EntitySchema.columns.asExpression",
      ],
      on: ["mysql", "mariadb"],
    },
    (orm) => [
      new orm.EntitySchema({
        name: "Bag",
        columns: {
          id: { type: "int", primary: true, unsigned: true, comment: "the number" },
          exact: { type: "varchar", charset: "utf8mb4", collation: "utf8mb4_bin" },
          color: { type: "enum", enum: ["red", "blue"], default: "red" },
          at: { type: "datetime", default: () => "CURRENT_TIMESTAMP", onUpdate: "CURRENT_TIMESTAMP" },
          double: { type: "int", asExpression: "`id` * 2", nullable: true },
        },
      }),
    ],
  ),
  defineSet(
    "indexes of a schema over some rows",
    { covers: ["EntitySchema.indices.where"], on: ["postgres", "sqlite"] },
    (orm) => [
      new orm.EntitySchema({
        name: "User",
        columns: { id: { type: "int", primary: true }, age: { type: "int" } },
        indices: [{ name: "adults", columns: ["age"], where: "age > 18" }],
      }),
    ],
  ),
  defineSet(
    "indexes of a schema over words and shapes",
    {
      covers: ["EntitySchema.indices.fulltext", "EntitySchema.indices.spatial", "EntitySchema.indices.parser"],
      on: ["mysql"],
    },
    (orm) => [
      new orm.EntitySchema({
        name: "Place",
        columns: { id: { type: "int", primary: true }, name: { type: "varchar" }, where: { type: "point" } },
        indices: [
          { name: "words", columns: ["name"], fulltext: true, parser: "ngram" },
          { name: "places", columns: ["where"], spatial: true },
        ],
      }),
    ],
  ),
  defineSet("an index of a schema that nobody makes", { covers: ["EntitySchema.indices.synchronize"] }, (orm) => [
    new orm.EntitySchema({
      name: "User",
      columns: { id: { type: "int", primary: true }, age: { type: "int" } },
      indices: [
        { name: "by_hand", columns: ["age"], synchronize: false },
        { name: "by_age", columns: ["age"] },
      ],
    }),
  ]),
  defineSet(
    "more options of relations of a schema",
    {
      covers: [
        "EntitySchema.relations.createForeignKeyConstraints",
        "EntitySchema.relations.eager",
        "EntitySchema.relations.lazy",
        "EntitySchema.relations.onUpdate",
        "EntitySchema.relations.orphanedRowAction",
        "EntitySchema.relations.persistence",
      ],
    },
    (orm) => [
      new orm.EntitySchema({ name: "User", columns: { id: { type: "int", primary: true, generated: true } } }),
      new orm.EntitySchema<{ id: number; a: object; b: object; c: object; d: object }>({
        name: "Post",
        columns: { id: { type: "int", primary: true, generated: true } },
        relations: {
          a: { type: "many-to-one", target: "User", createForeignKeyConstraints: false },
          b: { type: "many-to-one", target: "User", eager: true, onUpdate: "CASCADE" },
          c: { type: "many-to-one", target: "User", lazy: true, orphanedRowAction: "delete" },
          d: { type: "many-to-one", target: "User", persistence: false },
        },
      }),
    ],
  ),
  defineSet(
    "relations of a schema that are checked at the end",
    { covers: ["EntitySchema.relations.deferrable"], on: ["postgres", "sqlite"] },
    (orm) => [
      new orm.EntitySchema({ name: "User", columns: { id: { type: "int", primary: true, generated: true } } }),
      new orm.EntitySchema<{ id: number; author: object }>({
        name: "Post",
        columns: { id: { type: "int", primary: true, generated: true } },
        relations: { author: { type: "many-to-one", target: "User", deferrable: "INITIALLY DEFERRED" } },
      }),
    ],
  ),
];
