import { postgresDialect } from "../../../../src/dialects/postgres";
import { DefaultNamingStrategy } from "../../../../src/metadata/naming-strategy";
import { pullSchema, type PullOptions } from "../../../../src/migrate/pull/pull-schema";
import { emptySchema, type Schema, type Table } from "../../../../src/schema/model";

const options: PullOptions = {
  dialect: postgresDialect.resolve(postgresDialect.offline),
  naming: new DefaultNamingStrategy(),
};

function table(name: string, more: Partial<Table> = {}): Table {
  return {
    name,
    columns: [{ name: "id", type: "integer", nullable: false }],
    primaryKey: { columns: ["id"] },
    uniques: [],
    foreignKeys: [],
    checks: [],
    indexes: [],
    ...more,
  };
}

const schemaOf = (...tables: readonly Table[]): Schema => ({ ...emptySchema, tables });

/** The lines of a file that are not empty, without the spaces before them. */
function linesOf(schema: Schema, file: string, more: Partial<PullOptions> = {}): readonly string[] {
  const { files } = pullSchema(schema, { ...options, ...more });
  const { source } = files.find(({ name }) => name === file)!;
  return source.split("\n").filter((line) => line !== "");
}

const users = table("users");
const posts = table("posts", {
  columns: [
    { name: "id", type: "integer", nullable: false },
    { name: "author_id", type: "integer", nullable: true },
  ],
  foreignKeys: [{ columns: ["author_id"], references: { table: "users", columns: ["id"] }, onDelete: "CASCADE" }],
});

describe("the entities of a schema", () => {
  it("have a relation where a foreign key leads to another table, and the way back", () => {
    const { files } = pullSchema(schemaOf(users, posts), options);
    expect(files.map(({ name, source }) => `${name}\n${source}`).join("\n")).toBe(`posts.ts
import { Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from "ormolu";
import { Users } from "./users";

@Entity()
export class Posts {
@PrimaryColumn()
id!: number;

@ManyToOne(() => Users, (users) => users.posts, { onDelete: "CASCADE" })
@JoinColumn({ name: "author_id" })
author!: Relation<Users> | null;
}

users.ts
import { Entity, OneToMany, PrimaryColumn } from "ormolu";
import { Posts } from "./posts";

@Entity()
export class Users {
@PrimaryColumn()
id!: number;

@OneToMany(() => Posts, (posts) => posts.author)
posts!: Posts[];
}
`);
  });

  it("are the same whatever the order of the tables", () => {
    expect(pullSchema(schemaOf(posts, users), options)).toEqual(pullSchema(schemaOf(users, posts), options));
  });

  it("stand in one file where that is wanted", () => {
    const { files } = pullSchema(schemaOf(users, posts), { ...options, singleFile: "entities" });
    expect(files.map(({ name, source }) => [name, source.split("\n")[0], source.includes("./")])).toEqual([
      [
        "entities.ts",
        'import { Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn, type Relation } from "ormolu";',
        false,
      ],
    ]);
  });

  it("import each other with an ending in a project of ECMAScript modules", () => {
    expect(linesOf(schemaOf(users, posts), "posts.ts", { importEnding: ".js" })[1]).toBe(
      'import { Users } from "./users.js";',
    );
  });

  it("do not take the names of what they are written with, or of each other", () => {
    const { entities, files } = pullSchema(
      schemaOf(table("date"), table("Column"), table("order_items"), table("order-items"), table("2020")),
      options,
    );
    expect([entities, files.map(({ name }) => name)]).toEqual([
      ["ColumnEntity", "DateEntity", "OrderItems", "OrderItemsEntity", "Table2020"],
      ["column-entity.ts", "date-entity.ts", "order-items.ts", "order-items-entity.ts", "table2020.ts"],
    ]);
  });

  it("quote names that would end a string, and take properties that no object has already", () => {
    const names = ['say "hi"\\', "constructor", "then", "a\u202eb", "${x}"];
    const hostile = table('odd"); drop', {
      columns: [
        { name: "id", type: "integer", nullable: false },
        ...names.map((name) => ({ name, type: "integer", nullable: false })),
      ],
    });
    expect(linesOf(schemaOf(hostile), "odd-drop.ts").slice(1)).toEqual([
      '@Entity("odd\\"); drop")',
      "export class OddDrop {",
      "@PrimaryColumn()",
      "id!: number;",
      '@Column({ name: "say \\"hi\\"\\\\" })',
      "sayHi!: number;",
      '@Column({ name: "constructor" })',
      "constructorColumn!: number;",
      '@Column({ name: "then" })',
      "thenColumn!: number;",
      '@Column({ name: "a\\u202eb" })',
      "aB!: number;",
      '@Column({ name: "${x}" })',
      "x!: number;",
      "}",
    ]);
  });

  it("say in the file, and beside it, what no decorator says", () => {
    const [key] = posts.foreignKeys;
    const lossy = { ...posts, foreignKeys: [{ ...key!, name: "by_author", match: "full" as const }] };
    const { losses } = pullSchema(schemaOf(users, lossy), options);
    expect([losses, linesOf(schemaOf(users, lossy), "posts.ts").slice(0, 2)]).toEqual([
      ['table "posts": foreign key "by_author": MATCH FULL'],
      [
        "// What the database has and this file does not say:",
        '// - table "posts": foreign key "by_author": MATCH FULL',
      ],
    ]);
  });

  it("name a foreign key that leads to a table that was not pulled", () => {
    expect(pullSchema(schemaOf(posts), options).losses).toEqual([
      'table "posts": foreign key "author_id" leads to table "users", which was not pulled',
    ]);
  });

  it("stay out of comparisons where the table has no primary key", () => {
    const { primaryKey: _key, ...loose } = users;
    expect(linesOf(schemaOf(loose), "users.ts")).toContain("@Entity({ synchronize: false })");
  });

  it("keep the type of a column that is not the one that its key leads to", () => {
    const columns = posts.columns.map((column) => ({ ...column, type: "bigint" }));
    expect(linesOf(schemaOf(users, { ...posts, columns }), "posts.ts").slice(2, 4)).toEqual([
      "@Entity()",
      '@ForeignKey(() => Users, ["authorId"], ["id"], { onDelete: "CASCADE" })',
    ]);
  });

  it("list the values of an enum that make no names", () => {
    const type = { name: "grade", values: ["1", "2+"] };
    const graded = table("exams", {
      columns: [
        { name: "id", type: "integer", nullable: false },
        { name: "grade", type: "grade", nullable: false, default: { kind: "literal", value: "1" } },
      ],
    });
    expect(linesOf({ ...schemaOf(graded), enums: [type] }, "exams.ts").slice(1, 3)).toEqual([
      'export const gradeValues = ["1", "2+"] as const;',
      "export type Grade = (typeof gradeValues)[number];",
    ]);
  });

  it("part a table between two others from what it lies between", () => {
    const key = (column: string, target: string) => ({
      columns: [column],
      references: { table: target, columns: ["id"] },
    });
    const between = table("users_tags", {
      columns: ["user_id", "tag_id"].map((name) => ({ name, type: "integer", nullable: false })),
      primaryKey: { name: "users_tags_pkey", columns: ["user_id", "tag_id"] },
      foreignKeys: [key("user_id", "users"), key("tag_id", "tags")],
      indexes: [{ name: "by_tag", parts: [{ column: "tag_id" }] }],
    });
    expect(linesOf(schemaOf(users, table("tags"), between), "users.ts").slice(6)).toEqual([
      '@ManyToMany(() => Tags, (tags) => tags.users, { onDelete: "NO ACTION", onUpdate: "NO ACTION" })',
      '@JoinTable({ name: "users_tags", primaryKeyConstraintName: "users_tags_pkey", joinColumn: { name: "user_id" }, inverseJoinColumn: { name: "tag_id" }, joinColumnIndex: false, inverseJoinColumnIndex: "by_tag" })',
      "tags!: Tags[];",
      "}",
    ]);
  });
});
