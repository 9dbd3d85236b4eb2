import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Check } from "../../../src/metadata/decorators/check";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { Index } from "../../../src/metadata/decorators/index-decorator";
import { JoinColumn } from "../../../src/metadata/decorators/join-column";
import { JoinTable } from "../../../src/metadata/decorators/join-table";
import { ManyToMany } from "../../../src/metadata/decorators/many-to-many";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { OneToMany } from "../../../src/metadata/decorators/one-to-many";
import { OneToOne } from "../../../src/metadata/decorators/one-to-one";
import { PrimaryColumn, PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import { Unique } from "../../../src/metadata/decorators/unique";
import type { EntityMetadata, JoinColumnMetadata } from "../../../src/metadata/entity-metadata";
import type { Relation } from "../../../src/metadata/entity-target";
import type { RelationOptions } from "../../../src/metadata/options/relation-options";
import { summarize } from "./summarize";

@Entity()
class User {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ unique: true }) eMail!: string;
  @OneToMany(() => Post, (post) => post.author) posts!: Relation<Post>[];
  @ManyToMany(() => User)
  @JoinTable()
  friends!: User[];
}

@Entity({ schema: "blog" })
@Unique(["id", "author"])
@Index((post: Post) => [post.id, post.author], { where: "x > 1" })
@Check("a>1")
class Post {
  @PrimaryGeneratedColumn("uuid", { name: "post_id" }) id!: string;
  @Index()
  @ManyToOne(() => User, (user) => user.posts, { nullable: false })
  author!: Relation<User>;
  @ManyToMany(() => Tag, "posts")
  @JoinTable()
  tags!: Relation<Tag>[];
  @Column({ default: "q" }) createdAt!: Date;
}

@Entity("my_tags")
class Tag {
  @PrimaryColumn() name!: string;
  @ManyToMany("Post", (post: Post) => post.tags, { onDelete: "SET NULL" }) posts!: Relation<Post>[];
}

@Entity()
class Prof {
  @PrimaryColumn({ type: "varchar", length: 10 }) userId!: string;
  @OneToOne(() => User)
  @JoinColumn({ name: "userId" })
  user!: Relation<User>;
  @OneToOne(() => Post, { onDelete: "CASCADE" })
  @JoinColumn()
  bigPost!: Relation<Post>;
}

const BLOG = [User, Post, Tag, Prof];

function pairs(columns: readonly JoinColumnMetadata[]): string[] {
  return columns.map(
    ({ column, referencedColumn }) =>
      `${column.entity.tableName}.${column.columnName} = ${referencedColumn.entity.tableName}.${referencedColumn.columnName}`,
  );
}

function relationOf(entities: readonly EntityMetadata[], name: string, property: string) {
  return entities.find((entity) => entity.name === name)!.relationsByProperty.get(property)!;
}

describe("relations", () => {
  it("give the tables, the columns and the names that TypeORM 1.1 gives", () => {
    expect(buildEntityMetadatas(BLOG).flatMap(summarize)).toEqual([
      "entity user",
      "  id <number> primary increment",
      "  eMail <string>",
      "  PK_cace4a159ff9f2512dd42373760 (id)",
      "  UQ_4d55e5512c46afc6c6976100556 unique (eMail)",
      "entity blog.post",
      "  post_id <uuid> primary uuid",
      "  createdAt <date>",
      "  authorId <number> virtual",
      "  PK_4d093caee4d33b2745c7d05a41d (post_id)",
      "  UQ_2542adcce625e64a788e04504c2 unique (post_id, authorId)",
      "  IDX_c6fb082a3114f35d0cc27c518e on (authorId)",
      "  IDX_b243365a881667f6f75323df9b on (post_id, authorId)",
      "  CHK_7c5fdda360c89088a1a628094b check (a>1)",
      "  FK_c6fb082a3114f35d0cc27c518e0 (authorId) -> user (id) - -",
      "entity my_tags",
      "  name <string> primary",
      "  PK_bc2d7b81904ee019bb80130b4cb (name)",
      "entity prof",
      "  userId <number> primary",
      "  bigPostId <uuid> null virtual",
      "  PK_dc78cc287e1334c022172631956 (userId)",
      "  REL_55572dbbe7132d5cb58928a77a unique (bigPostId)",
      "  FK_dc78cc287e1334c022172631956 (userId) -> user (id) - -",
      "  FK_55572dbbe7132d5cb58928a77af (bigPostId) -> post (post_id) CASCADE -",
      "junction user_friends_user",
      "  userId_1 <number> primary virtual",
      "  userId_2 <number> primary virtual",
      "  PK_f2b5631d91f6b7fda632135932f (userId_1, userId_2)",
      "  IDX_04840fd160b733de706a336013 on (userId_1)",
      "  IDX_e81f236c989f3fd54836b50a12 on (userId_2)",
      "  FK_04840fd160b733de706a3360134 (userId_1) -> user (id) CASCADE CASCADE",
      "  FK_e81f236c989f3fd54836b50a12d (userId_2) -> user (id) CASCADE CASCADE",
      "junction blog.post_tags_my_tags",
      "  postPostId <uuid> primary virtual",
      "  myTagsName <string> primary virtual",
      "  PK_590461ec56934a8540be4bdebbf (postPostId, myTagsName)",
      "  IDX_868b8538798f7c065fd06b2117 on (postPostId)",
      "  IDX_fd538210f9818be74794d1c025 on (myTagsName)",
      "  FK_868b8538798f7c065fd06b21178 (postPostId) -> post (post_id) CASCADE CASCADE",
      "  FK_fd538210f9818be74794d1c025e (myTagsName) -> my_tags (name) SET NULL CASCADE",
    ]);
  });

  it("give the names of TypeORM 1.1 with a prefix of tables too", () => {
    const [user, , , , friends] = buildEntityMetadatas(BLOG, { entityPrefix: "pre_" });
    expect([
      user!.uniques[0]!.name,
      friends!.tableName,
      friends!.indexes[0]!.name,
      friends!.foreignKeys[1]!.name,
    ]).toEqual([
      "UQ_6d5d50f1de72c849bf4ae87cff0",
      "pre_user_friends_user",
      "IDX_2f52a1e3e4c10f73f96ce9c1db",
      "FK_f91463d842a388c1ce5a241201d",
    ]);
  });

  it("name a unique as TypeORM names its index, for databases where it is one", () => {
    const [user] = buildEntityMetadatas(BLOG);
    expect(user!.uniques[0]!.indexName).toBe("IDX_4d55e5512c46afc6c697610055");
  });

  it("know both sides and how their rows are matched", () => {
    const entities = buildEntityMetadatas(BLOG);
    const author = relationOf(entities, "Post", "author");
    const posts = relationOf(entities, "User", "posts");
    expect([author.inverse === posts, posts.inverse === author, author.isOwner, posts.isOwner]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect([pairs(author.joinColumns), pairs(posts.joinColumns)]).toEqual([
      ["post.authorId = user.id"],
      ["post.authorId = user.id"],
    ]);
    const tags = relationOf(entities, "Post", "tags");
    const tagged = relationOf(entities, "Tag", "posts");
    expect(tags.junction).toBe(tagged.junction);
    expect([pairs(tags.joinColumns), pairs(tags.inverseJoinColumns)]).toEqual([
      ["post_tags_my_tags.postPostId = post.post_id"],
      ["post_tags_my_tags.myTagsName = my_tags.name"],
    ]);
    expect([pairs(tagged.joinColumns), pairs(tagged.inverseJoinColumns)]).toEqual([
      pairs(tags.inverseJoinColumns),
      pairs(tags.joinColumns),
    ]);
  });

  it("share a declared column, which takes the type of the key that it holds", () => {
    const prof = buildEntityMetadatas(BLOG)[3]!;
    const user = prof.relationsByProperty.get("user")!;
    const column = prof.columnsByProperty.get("userId")!;
    expect(user.joinColumns[0]!.column).toBe(column);
    expect([column.relation, column.isVirtual, column.type, column.length]).toEqual([
      user,
      false,
      { logical: "number" },
      undefined,
    ]);
  });

  it("keep their options", () => {
    @Entity()
    class Tree {
      @PrimaryColumn() id!: number;
      @ManyToOne(() => Tree, {
        cascade: ["insert", "soft-remove"],
        eager: true,
        onDelete: "SET NULL",
        onUpdate: "DEFAULT",
        deferrable: "INITIALLY DEFERRED",
        orphanedRowAction: "delete",
        persistence: false,
      })
      @JoinColumn({ name: "parent_id", foreignKeyConstraintName: "to_parent" })
      parent!: Relation<Tree>;
      @OneToMany(() => Tree, (tree) => tree.parent, { cascade: true })
      children!: Promise<Tree[]>;
    }
    const [tree] = buildEntityMetadatas([Tree]);
    const [parent, children] = tree!.relations;
    expect(parent).toMatchObject({
      type: "many-to-one",
      cascade: { insert: true, update: false, remove: false, softRemove: true, recover: false },
      isEager: true,
      isLazy: false,
      isToMany: false,
      isNullable: true,
      onDelete: "SET NULL",
      onUpdate: "SET DEFAULT",
      deferrable: "initially deferred",
      orphanedRowAction: "delete",
      isPersistenceEnabled: false,
    });
    expect([children!.isLazy, children!.isToMany, Object.values(children!.cascade)]).toEqual([
      true,
      true,
      [true, true, true, true, true],
    ]);
    expect(tree!.foreignKeys[0]).toMatchObject({ name: "to_parent", deferrable: "initially deferred" });
  });

  it("take what becomes of a child that leaves its list from the child's side, else from the list's", () => {
    @Entity()
    class Box {
      @PrimaryColumn() id!: number;
      @OneToMany(() => Ball, (ball) => ball.box, { orphanedRowAction: "delete" }) balls!: Ball[];
      @OneToMany(() => Ball, (ball) => ball.shelf, { orphanedRowAction: "delete" }) shelved!: Ball[];
    }
    @Entity()
    class Ball {
      @PrimaryColumn() id!: number;
      @ManyToOne(() => Box, { orphanedRowAction: "soft-delete" }) box!: Relation<Box>;
      @ManyToOne(() => Box) shelf!: Relation<Box>;
    }
    const [box] = buildEntityMetadatas([Box, Ball]);
    expect(box!.relations.map(({ orphanedRowAction }) => orphanedRowAction)).toEqual(["soft-delete", "delete"]);
  });

  it.each([
    [{ cascade: ["insert", "soft_remove"] }, 'cascade "soft_remove"'],
    [{ deferrable: "DEFERRED" }, 'deferrable "DEFERRED"'],
    [{ orphanedRowAction: "remove" }, 'orphanedRowAction "remove"'],
  ])("refuse words that no option has: %p", (options, problem) => {
    @Entity()
    class Leaf {
      @PrimaryColumn() id!: number;
      @ManyToOne(() => Leaf, options as RelationOptions) parent!: Relation<Leaf>;
    }
    expect(() => buildEntityMetadatas([Leaf])).toThrow(`class "Leaf", property "parent": ${problem}`);
  });

  it("follow composite keys and chains of keys, and leave foreign keys out when told", () => {
    @Entity()
    class U {
      @PrimaryColumn("bigint") a!: string;
      @PrimaryColumn("char", { length: 3 }) b!: string;
    }
    @Entity()
    class P {
      @PrimaryGeneratedColumn() id!: number;
      @ManyToMany(() => U)
      @JoinTable()
      us!: U[];
      @OneToOne(() => U)
      @JoinColumn()
      u!: U;
      @ManyToOne(() => U, { createForeignKeyConstraints: false })
      @JoinColumn([
        { name: "ub", referencedColumnName: "b" },
        { name: "ua", referencedColumnName: "a" },
      ])
      other!: U;
    }
    @Entity()
    class Q {
      @PrimaryColumn() pId!: string;
      @OneToOne(() => P)
      @JoinColumn({ name: "pId" })
      p!: P;
    }
    @Entity()
    class R {
      @PrimaryColumn() id!: number;
      @ManyToOne(() => Q) q!: Q;
    }
    // R and Q come first: types are followed through keys that are not resolved yet.
    const [r, q, p, , junction] = buildEntityMetadatas([R, Q, P, U]);
    expect([r, q, p, junction].map((entity) => summarize(entity!))).toEqual([
      [
        "entity r",
        "  id <number> primary",
        "  qPId <number> null virtual",
        expect.stringContaining("PK_"),
        expect.stringContaining("(qPId) -> q (pId) - -"),
      ],
      [
        "entity q",
        "  pId <number> primary",
        expect.stringContaining("PK_"),
        "  FK_2f7f149f4cacc3b5e7108ae2da6 (pId) -> p (id) - -",
      ],
      [
        "entity p",
        "  id <number> primary increment",
        "  uA bigint null virtual",
        "  uB char null virtual",
        "  ub char null virtual",
        "  ua bigint null virtual",
        expect.stringContaining("PK_"),
        "  REL_ccbf7f2aab632118b28232d1bb unique (uA, uB)",
        "  FK_ccbf7f2aab632118b28232d1bbd (uA, uB) -> u (a, b) - -",
      ],
      [
        "junction p_us_u",
        "  pId <number> primary virtual",
        "  uA bigint primary virtual",
        "  uB char primary virtual",
        expect.stringContaining("PK_"),
        "  IDX_26029b28ada0c89035d7914580 on (pId)",
        "  IDX_689fd5bea49bd57f299724e97b on (uA, uB)",
        "  FK_26029b28ada0c89035d79145806 (pId) -> p (id) CASCADE CASCADE",
        "  FK_689fd5bea49bd57f299724e97b3 (uA, uB) -> u (a, b) CASCADE CASCADE",
      ],
    ]);
    expect(junction!.columns[2]!.length).toBe(3);
  });

  it("take the names that @JoinTable gives", () => {
    @Entity()
    class Left {
      @PrimaryColumn() id!: number;
      @ManyToMany(() => Right)
      @JoinTable({
        name: "pairs",
        schema: "other",
        joinColumn: { name: "l", foreignKeyConstraintName: "to_left" },
        inverseJoinColumn: { name: "r", referencedColumnName: "code" },
      })
      rights!: Right[];
    }
    @Entity()
    class Right {
      @PrimaryColumn() id!: number;
      @Column("uuid", { unique: true }) code!: string;
    }
    const junction = buildEntityMetadatas([Left, Right])[2]!;
    expect([summarize(junction).slice(0, 3), junction.foreignKeys.map((key) => key.name)]).toEqual([
      ["junction other.pairs", "  l <number> primary virtual", "  r uuid primary virtual"],
      ["to_left", expect.stringMatching(/^FK_/)],
    ]);
  });

  it("belong to each class that inherits them", () => {
    abstract class Owned {
      @PrimaryGeneratedColumn() id!: number;
      @Index()
      @ManyToOne("User", { nullable: false })
      owner!: Relation<User>;
    }
    @Entity()
    class Car extends Owned {}
    @Entity()
    class Boat extends Owned {}
    const entities = buildEntityMetadatas([Car, Boat, ...BLOG]);
    expect(
      [relationOf(entities, "Car", "owner"), relationOf(entities, "Boat", "owner")].map((r) => pairs(r.joinColumns)),
    ).toEqual([["car.ownerId = user.id"], ["boat.ownerId = user.id"]]);
  });
});

describe("constraints", () => {
  it("keep names and options, and take what is declared twice once", () => {
    @Entity()
    @Index("by_all", ["name", "age"], { unique: true, type: "gin", concurrent: true, synchronize: false })
    @Index(["name"])
    @Unique("one_name", ["name"], { deferrable: "INITIALLY IMMEDIATE" })
    @Check("adult", "age >= 18")
    class Member {
      @PrimaryColumn() id!: number;
      @Index()
      @Column()
      name!: string;
      @Unique()
      @Column({ unique: true })
      age!: number;
      @Index("words", { fulltext: true, parser: "ngram" })
      @Column()
      text!: string;
    }
    const { indexes, uniques, checks } = buildEntityMetadatas([Member])[0]!;
    const named = <T extends { readonly columns: readonly { readonly propertyName: string }[] }>(list: readonly T[]) =>
      list.map(({ columns, ...rest }) => ({ ...rest, columns: columns.map((column) => column.propertyName) }));
    const plain = { isUnique: false, isSpatial: false, isFulltext: false, isConcurrent: false, synchronize: true };
    expect(named(indexes)).toEqual([
      { ...plain, name: "IDX_8174d0498e41d6e7c108b657e7", columns: ["name"] },
      { ...plain, name: "words", columns: ["text"], isFulltext: true, parser: "ngram" },
      {
        ...plain,
        name: "by_all",
        columns: ["name", "age"],
        isUnique: true,
        type: "gin",
        isConcurrent: true,
        synchronize: false,
      },
    ]);
    expect(named(uniques)).toEqual([
      { name: "UQ_4bc93e11676277a03ea00249dda", indexName: "IDX_4bc93e11676277a03ea00249dd", columns: ["age"] },
      { name: "one_name", indexName: "one_name", columns: ["name"], deferrable: "initially immediate" },
    ]);
    expect(checks).toEqual([{ name: "adult", expression: "age >= 18" }]);
  });
});

describe("the types of relation decorators", () => {
  it("refuse an inverse side that the other entity does not have", () => {
    const wrongSide = (post: Post): unknown =>
      // @ts-expect-error: Post has no "writer".
      post.writer;
    OneToMany(() => Post, wrongSide);
    const sideOfUser = (user: User): unknown => user.posts;
    // @ts-expect-error: the inverse side is picked from a Post.
    OneToMany<Post>(() => Post, sideOfUser);
    // @ts-expect-error: a type function returns a class.
    ManyToOne(() => "Post");
    ManyToOne(
      (_type) => User,
      (user) => user.posts,
      { cascade: true },
    );
    // @ts-expect-error: no such option.
    OneToOne(() => User, { cascades: true });
    // @ts-expect-error: a one-to-many relation names its inverse side.
    OneToMany(() => Post);
  });
});
