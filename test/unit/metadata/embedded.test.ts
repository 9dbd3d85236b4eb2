import "reflect-metadata";
import { OrmError } from "../../../src/errors/orm-error";
import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Check } from "../../../src/metadata/decorators/check";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { Index } from "../../../src/metadata/decorators/index-decorator";
import { JoinTable } from "../../../src/metadata/decorators/join-table";
import { ManyToMany } from "../../../src/metadata/decorators/many-to-many";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { PrimaryColumn, PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import { CreateDateColumn, VersionColumn } from "../../../src/metadata/decorators/special-columns";
import { Unique } from "../../../src/metadata/decorators/unique";
import type { EntityMetadata } from "../../../src/metadata/entity-metadata";
import type { EntityClass } from "../../../src/metadata/entity-target";
import { SnakeNamingStrategy } from "../../../src/metadata/snake-naming-strategy";
import { namesOf, summarize } from "./summarize";

class Counters {
  @Column()
  likes!: number;
}

class Information {
  @Column({ length: 50 })
  maritalStatus!: string;

  @Column(() => Counters, { prefix: "c" })
  counters!: Counters;
}

@Entity()
class User {
  @PrimaryGeneratedColumn()
  id!: number;
}

@Index(["likes"])
@Unique(["likes"])
@Check("likes > 0")
class Marked extends Counters {
  @Index()
  @Column()
  word!: string;

  @ManyToOne(() => User)
  owner!: User;

  @ManyToMany(() => User)
  @JoinTable()
  readers!: User[];
}

const build = (...classes: EntityClass[]): EntityMetadata => buildEntityMetadatas(classes)[0]!;
const columnsOf = (target: EntityClass): string[] => namesOf(build(target, User).columns);

function failure(work: () => unknown): { code: string; message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof OrmError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("an embedded class", () => {
  it("names its columns after its property, and those of inner classes after both", () => {
    @Entity()
    class Post {
      @PrimaryGeneratedColumn()
      id!: number;
      @Column(() => Information)
      info!: Information;
      @Column(() => Information, { prefix: false })
      plain!: Information;
      @Column(() => Information, { prefix: "My_own" })
      named!: Information;
    }
    expect(columnsOf(Post)).toEqual([
      "id",
      "infoMaritalstatus",
      "infoCLikes",
      "maritalStatus",
      "cLikes",
      "myOwnMaritalstatus",
      "myOwnCLikes",
    ]);
  });

  it("follows the naming strategy", () => {
    @Entity()
    class Post {
      @PrimaryGeneratedColumn()
      id!: number;
      @Column(() => Marked)
      info!: Marked;
    }
    const [post] = buildEntityMetadatas([Post, User], { namingStrategy: new SnakeNamingStrategy() });
    expect(namesOf(post!.columns)).toEqual(["id", "info_owner_id", "info_likes", "info_word"]);
  });

  it("has its place in the metadata, with columns and relations by path", () => {
    @Entity()
    class Post {
      @PrimaryGeneratedColumn()
      id!: number;
      @Column(() => Information)
      info!: Information;
      @Column(() => Marked)
      mark!: Marked;
    }
    const post = build(Post, User);
    expect([...post.columnsByProperty.keys()]).toEqual([
      "id",
      "info.maritalStatus",
      "info.counters.likes",
      "mark.likes",
      "mark.word",
    ]);
    expect([...post.relationsByProperty.keys()]).toEqual(["mark.owner", "mark.readers"]);
    const [info, mark] = post.embeddeds;
    expect(info).toMatchObject({ propertyPath: "info", prefixes: ["info"], target: Information });
    expect(info!.embeddeds[0]).toMatchObject({ propertyPath: "info.counters", prefixes: ["info", "c"], parent: info });
    expect(namesOf(mark!.columns)).toEqual(["markLikes", "markWord", "markOwnerid"]);
    expect(mark!.relations.map(({ propertyPath }) => propertyPath)).toEqual(["mark.owner", "mark.readers"]);
  });

  it("brings its indexes, constraints, relations and join tables, named as TypeORM names them", () => {
    @Entity()
    class Post {
      @PrimaryGeneratedColumn()
      id!: number;
      @Column(() => Marked)
      mark!: Marked;
    }
    const [post, , junction] = buildEntityMetadatas([Post, User]);
    expect(summarize(post!)).toEqual([
      "entity post",
      "  id <number> primary increment",
      "  markOwnerid <number> null virtual",
      "  markLikes <number>",
      "  markWord <string>",
      "  PK_be5fda3aac270b134ff9c21cdee (id)",
      "  UQ_50251bdeae4bd75cafc8dc7219b unique (markLikes)",
      "  IDX_795697f47ecb9ffc16fba0a91a on (markWord)",
      "  IDX_50251bdeae4bd75cafc8dc7219 on (markLikes)",
      "  CHK_36f3e7b58e1b3ab78e9950bbe2 check (likes > 0)",
      "  FK_2e17a4123e21d45b64f2b72a7aa (markOwnerid) -> user (id) - -",
    ]);
    expect([junction!.tableName, ...namesOf(junction!.columns)]).toEqual([
      "post_mark_readers_user",
      "postId",
      "userId",
    ]);
  });

  it("is reached by indexes of the entity, by path or by a function", () => {
    @Entity()
    @Index("by_path", ["info.maritalStatus", "info.counters.likes"])
    @Index("by_function", (post: Post) => [post.info.counters.likes])
    class Post {
      @PrimaryGeneratedColumn()
      id!: number;
      @Column(() => Information)
      info!: Information;
    }
    expect(build(Post).indexes.map(({ name, columns }) => [name, namesOf(columns)])).toEqual([
      ["by_function", ["infoCLikes"]],
      ["by_path", ["infoMaritalstatus", "infoCLikes"]],
    ]);
  });

  it("may hold the key, dates and a version", () => {
    class Key {
      @PrimaryColumn()
      row!: number;
    }
    class Traces {
      @CreateDateColumn()
      createdAt!: Date;
      @VersionColumn()
      version!: number;
    }
    @Entity()
    class Shelf {
      @Column(() => Key)
      key!: Key;
      @Column(() => Traces, { prefix: "" })
      traces!: Traces;
    }
    const { primaryColumns, columns } = build(Shelf);
    expect(namesOf(primaryColumns)).toEqual(["keyRow"]);
    expect(columns.map(({ columnName, isCreateDate, isVersion }) => [columnName, isCreateDate, isVersion])).toEqual([
      ["keyRow", false, false],
      ["createdAt", true, false],
      ["version", false, true],
    ]);
  });

  it("is the derived class's where it embeds another one in the same property", () => {
    class Base {
      @PrimaryGeneratedColumn()
      id!: number;
      @Column(() => Counters)
      part!: object;
    }
    @Entity()
    class Derived extends Base {
      @Column(() => Information)
      declare part: Information;
    }
    expect(columnsOf(Derived)).toEqual(["id", "partMaritalstatus", "partCLikes"]);
  });

  it.each<readonly [string, () => unknown, object, string]>([
    ["a list", () => Counters, { array: true }, "it embeds a list, and a table has one set of columns for it"],
    ["no class", () => undefined, {}, "the embedded class is undefined"],
    ["a class without columns", () => class Empty {}, {}, 'class "Empty" has no columns'],
  ])("refuses %s", (_what, type, options, problem) => {
    class Outer {
      @Column(type as () => EntityClass, options)
      inner!: unknown;
    }
    @Entity()
    class Post {
      @PrimaryGeneratedColumn()
      id!: number;
      @Column(() => Outer)
      outer!: Outer;
    }
    expect(failure(() => build(Post))).toEqual({
      code: "ENTITY.EMBEDDED_INVALID",
      message: `class "Post", property "outer.inner": ${problem}`,
    });
  });

  it("refuses a class that embeds itself", () => {
    class Node {
      @Column()
      name!: string;
      @Column(() => Node)
      next!: unknown;
    }
    @Entity()
    class Post {
      @PrimaryGeneratedColumn()
      id!: number;
      @Column(() => Node)
      first!: Node;
    }
    expect(failure(() => build(Post)).message).toBe('class "Post", property "first.next": class "Node" embeds itself');
  });

  it("names the class and the path of a column that cannot be", () => {
    class Broken {
      @Column({ precision: -1, type: "decimal" })
      amount!: number;
    }
    @Entity()
    class Post {
      @PrimaryGeneratedColumn()
      id!: number;
      @Column(() => Broken)
      price!: Broken;
    }
    expect(failure(() => build(Post)).message).toBe(
      'class "Post", property "price.amount": precision -1 is not a whole number',
    );
  });
});
