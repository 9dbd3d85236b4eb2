import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import { CreateDateColumn } from "../../../src/metadata/decorators/special-columns";
import { VirtualColumn } from "../../../src/metadata/decorators/virtual-column";
import { EntitySchema } from "../../../src/metadata/entity-schema/entity-schema";
import type { EntitySchemaOptions } from "../../../src/metadata/entity-schema/entity-schema-options";
import { isEntitySchema, type EntityDeclaration } from "../../../src/metadata/entity-target";
import { failure } from "./failure";
import { summarize } from "./summarize";

const User = new EntitySchema({
  name: "User",
  columns: {
    id: { type: Number, primary: true, generated: true },
    email: { type: String, length: 40, unique: true },
    createdAt: { type: Date, createDate: true },
    shout: { type: String, query: (alias) => `upper(${alias}.email)` },
  },
});

const Post = new EntitySchema<{ id: string; author: object; tags: object[]; authorId: number }>({
  name: "Post",
  tableName: "posts",
  columns: { id: { type: "uuid", primary: true, generated: "uuid" } },
  relations: {
    author: { type: "many-to-one", target: User, nullable: false, onDelete: "CASCADE" },
    tags: { type: "many-to-many", target: "Tag", joinTable: { name: "post_tags" } },
  },
  relationIds: { authorId: { relationName: "author" } },
});

const Tag = new EntitySchema({ name: "Tag", columns: { id: { type: Number, primary: true, generated: true } } });

describe("EntitySchema", () => {
  it("gives the metadata that decorators give", () => {
    class Person {
      @PrimaryGeneratedColumn() id!: number;
      @Column({ length: 40, unique: true }) email!: string;
      @CreateDateColumn() createdAt!: Date;
      @VirtualColumn({ query: (alias) => `upper(${alias}.email)` }) shout!: string;
    }
    Entity("user")(Person);
    const [decorated] = buildEntityMetadatas([Person]);
    const [described] = buildEntityMetadatas([User]);
    expect(summarize(described!)).toEqual(summarize(decorated!));
    expect(described!.virtualColumns.map(({ propertyName, query }) => [propertyName, query("u")])).toEqual([
      ["shout", "upper(u.email)"],
    ]);
    expect([described!.name, described!.target]).toEqual(["User", undefined]);
  });

  it("has relations to schemas, names and classes", () => {
    @Entity()
    class Comment {
      @PrimaryGeneratedColumn() id!: number;
      @ManyToOne("Post") post!: object;
    }
    const Note = new EntitySchema<{ id: number; comment: Comment; post: object }>({
      name: "Note",
      columns: { id: { type: Number, primary: true, generated: true } },
      relations: {
        comment: { type: "many-to-one", target: Comment },
        post: { type: "many-to-one", target: () => Post },
      },
    });
    const metadatas = buildEntityMetadatas([Comment, Note, User, Post, Tag]);
    expect(
      metadatas.flatMap(({ name, relations }) =>
        relations.map((one) => `${name}.${one.propertyName} ${one.target.name}`),
      ),
    ).toEqual(["Comment.post Post", "Note.comment Comment", "Note.post Post", "Post.author User", "Post.tags Tag"]);
    expect(metadatas.at(-1)!.tableName).toBe("post_tags");
  });

  it("describes a class, whose base classes have schemas or decorators", () => {
    class Base {
      id!: number;
    }
    class Article extends Base {
      title!: string;
      prepare(): void {
        this.title = this.title.trim();
      }
    }
    const bases = new EntitySchema({
      name: "Base",
      type: "abstract",
      target: Base,
      columns: { id: { type: Number, primary: true, generated: true } },
    });
    const articles = new EntitySchema({
      name: "Article",
      target: Article,
      columns: { title: { type: String } },
      listeners: { beforeInsert: ["prepare"] },
    });
    const [article, ...others] = buildEntityMetadatas([bases, articles]);
    expect([article!.target, others.length, article!.listeners]).toEqual([
      Article,
      0,
      [{ event: "beforeInsert", methodName: "prepare" }],
    ]);
    expect(article!.columns.map(({ propertyName }) => propertyName)).toEqual(["id", "title"]);
  });

  it("shares a table with the schemas of classes that extend its class", () => {
    class Content {
      id!: number;
    }
    class Photo extends Content {
      size!: number;
    }
    const contents = new EntitySchema({
      name: "Content",
      target: Content,
      columns: { id: { type: Number, primary: true, generated: true } },
      inheritance: { column: "kind" },
      discriminatorValue: "plain",
    });
    const photos = new EntitySchema({
      name: "Photo",
      target: Photo,
      type: "entity-child",
      discriminatorValue: "photo",
      columns: { size: { type: Number } },
    });
    const metadatas = buildEntityMetadatas([contents, photos]);
    expect(metadatas.map(({ tableName, inheritance }) => [tableName, inheritance?.discriminatorValue])).toEqual([
      ["content", "plain"],
      ["content", "photo"],
    ]);
  });

  it("embeds other schemas", () => {
    const name = new EntitySchema({ name: "Name", type: "embedded", columns: { first: { type: String } } });
    const user = new EntitySchema<{ id: number; name: object; alias: object }>({
      name: "User",
      columns: { id: { type: Number, primary: true } },
      embeddeds: { name: { schema: name }, alias: { schema: name, prefix: "also_" } },
    });
    const metadatas = buildEntityMetadatas([user, name]);
    expect(metadatas.map((metadata) => metadata.columns.map(({ columnName }) => columnName))).toEqual([
      ["id", "nameFirst", "also_First"],
    ]);
  });

  it("is known by another copy of the package", () => {
    const other = Object.defineProperty({ options: User.options }, Symbol.for("ormolu.entity-schema"), { value: true });
    expect([
      isEntitySchema(other),
      isEntitySchema(User),
      isEntitySchema({ options: {} }),
      isEntitySchema(null),
    ]).toEqual([true, true, false, false]);
    expect(buildEntityMetadatas([other as unknown as EntityDeclaration])[0]!.tableName).toBe("user");
  });

  it("checks the names of properties", () => {
    class Person {
      id!: number;
      name!: string;
    }
    const options: EntitySchemaOptions<Person> = {
      name: "Person",
      target: Person,
      // @ts-expect-error -- Person has no property "nmae".
      columns: { id: { type: Number, primary: true }, nmae: { type: String } },
    };
    expect(options.name).toBe("Person");
  });
});

describe("an EntitySchema is refused", () => {
  const build = (more: object) => () =>
    buildEntityMetadatas([
      new EntitySchema({ name: "Thing", columns: { id: { type: Number, primary: true } }, ...more }),
    ]);
  class Thing {
    id!: number;
  }
  @Entity()
  class Decorated {
    @PrimaryGeneratedColumn() id!: number;
  }

  it.each<[string, () => unknown, string]>([
    [
      "without a name",
      () => new EntitySchema({ columns: {} } as never),
      'ENTITY.OPTION_INVALID an EntitySchema has no name | Give it one: { name: "User" }.',
    ],
    [
      "without columns",
      () => new EntitySchema({ name: "Thing" } as never),
      'ENTITY.OPTION_INVALID schema "Thing" has no columns | Give it { columns: { id: { ... } } }.',
    ],
    [
      "with an unknown member",
      build({ relatoins: {} }),
      'ENTITY.OPTION_INVALID class "Thing", as a schema: it does not know "relatoins" | Did you mean "relations"?',
    ],
    [
      "of an unknown type",
      build({ type: "table" }),
      'ENTITY.OPTION_INVALID class "Thing", as a schema: "table" is no type | Use one of regular, view, entity-child, embedded, abstract.',
    ],
    [
      "with a column that is no object",
      build({ columns: { id: "int" } }),
      'ENTITY.OPTION_INVALID class "Thing", as a schema: column "id" is not an object | Write { id: { type: "varchar" } }.',
    ],
    [
      "with a misspelt option of a column",
      build({ columns: { id: { type: Number, primry: true } } }),
      'ENTITY.OPTION_INVALID class "Thing", property "id": there is no option "primry" | Did you mean "primary"?',
    ],
    [
      "with listeners and no class",
      build({ listeners: { beforeInsert: ["prepare"] } }),
      'ENTITY.OPTION_INVALID class "Thing", as a schema: it has listeners, but no class that has methods | Name the class: { target: User }.',
    ],
    [
      "with two trees",
      build({ trees: [{ type: "nested-set" }, { type: "nested-set" }] }),
      'ENTITY.TREE_INVALID class "Thing", as a schema: it has 2 trees | Keep one: rows are kept as one kind of tree.',
    ],
    [
      "for a class that has decorators",
      build({ target: Decorated }),
      'ENTITY.OPTION_INVALID class "Decorated" is described by schema "Thing" and by something else | Keep one of them in `entities`, and no decorators on a class that a schema describes.',
    ],
    [
      "for a class that another one describes",
      () => {
        const columns = { id: { type: Number, primary: true } };
        return buildEntityMetadatas([
          new EntitySchema({ name: "One", target: Thing, columns }),
          new EntitySchema({ name: "Two", target: Thing, columns }),
        ]);
      },
      'ENTITY.OPTION_INVALID class "Thing" is described by schema "Two" and by something else | Keep one of them in `entities`, and no decorators on a class that a schema describes.',
    ],
  ])("%s", (_case, action, expected) => {
    expect(failure(action)).toBe(expected);
  });
});
