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
import { ChildEntity, TableInheritance } from "../../../src/metadata/decorators/table-inheritance";
import { Unique } from "../../../src/metadata/decorators/unique";
import type { EntityMetadata } from "../../../src/metadata/entity-metadata";
import type { EntityClass } from "../../../src/metadata/entity-target";
import { ownsTable } from "../../../src/metadata/owns-table";
import { namesOf, summarize } from "./summarize";

@Entity()
class User {
  @PrimaryGeneratedColumn()
  id!: number;
}

class Size {
  @Column()
  width!: number;
}

@Entity("contents", { comment: "all of them" })
@TableInheritance({ column: { type: "varchar", length: 20, name: "kind" } })
class Content {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column()
  title!: string;
}

/** It has no decorator of its own: its columns are those of the classes that extend it. */
abstract class Shown extends Content {
  @Column({ nullable: false })
  shownAt!: Date;
}

@ChildEntity("photo")
@Unique(["file"])
@Check("file <> ''")
class Photo extends Shown {
  @Index()
  @Column()
  file!: string;
  @Column(() => Size)
  size!: Size;
  @ManyToMany(() => User)
  @JoinTable()
  people!: User[];
}

@ChildEntity()
class Post extends Content {
  @Column({ nullable: false })
  text!: string;
  @ManyToOne(() => User, { nullable: false })
  author!: User;
}

@ChildEntity("news")
class News extends Post {
  @Column()
  source!: string;
}

@Entity("parties")
@TableInheritance({ pattern: "JOINED", column: "kind" })
class Party {
  @PrimaryGeneratedColumn("uuid", { name: "party_id" })
  id!: string;
  @Column()
  name!: string;
}

@ChildEntity("person", { name: "persons" })
class Person extends Party {
  @Column({ unique: true })
  email!: string;
}

@ChildEntity("boss", { name: "bosses" })
class Boss extends Person {
  @Column()
  cars!: number;
}

@Entity("vehicles")
@TableInheritance({ pattern: "TABLE_PER_CLASS" })
class Vehicle {
  @PrimaryGeneratedColumn()
  id!: number;
}

@ChildEntity()
class Car extends Vehicle {
  @Column()
  doors!: number;
}

const build = (...classes: EntityClass[]): readonly EntityMetadata[] => buildEntityMetadatas(classes);

function messageOf(...classes: EntityClass[]): string {
  try {
    build(...classes);
  } catch (error) {
    if (error instanceof OrmError && error.code === "ENTITY.INHERITANCE_INVALID") return error.message;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("classes in one table", () => {
  const metadatas = build(User, Content, Photo, Post, News);
  const [user, content, photo, post, news] = metadatas as [
    EntityMetadata,
    EntityMetadata,
    EntityMetadata,
    EntityMetadata,
    EntityMetadata,
  ];

  it("share the table of the root, with their columns, constraints and relations", () => {
    expect(summarize(content)).toEqual([
      "entity contents",
      "  id <number> primary increment",
      "  title <string>",
      "  shownAt <date> null",
      "  file <string> null",
      "  text <string> null",
      "  source <string> null",
      "  kind varchar virtual",
      "  authorId <number> null virtual",
      "  sizeWidth <number> null",
      "  PK_b7c504072e537532d7080c54fac (id)",
      expect.stringMatching(/^ {2}UQ_\w{27} unique \(file\)$/),
      expect.stringMatching(/^ {2}IDX_\w{26} on \(file\)$/),
      expect.stringMatching(/^ {2}IDX_\w{26} on \(kind\)$/),
      expect.stringMatching(/^ {2}CHK_\w{26} check \(file <> ''\)$/),
      expect.stringMatching(/^ {2}FK_\w{27} \(authorId\) -> user \(id\) - -$/),
    ]);
    expect(metadatas.map(({ tableName }) => tableName)).toEqual([
      "user",
      "contents",
      "contents",
      "contents",
      "contents",
      "contents_people_user",
    ]);
    expect(metadatas.filter(ownsTable).map(({ name }) => name)).toEqual(["User", "Content", "contents_people_user"]);
  });

  it("have of it what is theirs and that of the classes that extend them", () => {
    expect(namesOf(photo.columns)).toEqual(["id", "title", "shownAt", "file", "kind", "sizeWidth"]);
    expect(namesOf(post.columns)).toEqual(["id", "title", "text", "source", "kind", "authorId"]);
    expect(namesOf(post.inheritance!.ownColumns)).toEqual(["id", "title", "text", "kind", "authorId"]);
    expect(namesOf(news.inheritance!.ownColumns)).toEqual(["id", "title", "text", "source", "kind", "authorId"]);
    expect(namesOf(content.inheritance!.ownColumns)).toEqual(["id", "title", "kind"]);
    expect([...photo.relationsByProperty.keys()]).toEqual(["people"]);
    expect(photo.embeddeds).toEqual(content.embeddeds);
    expect(photo.columnsByName.get("title")).toBe(content.columnsByName.get("title"));
  });

  it("know their place", () => {
    const place = ({ inheritance }: EntityMetadata) => ({
      pattern: inheritance?.pattern,
      root: inheritance?.root.name,
      parent: inheritance?.parent?.name,
      children: inheritance?.children.map(({ name }) => name),
      column: inheritance?.discriminatorColumn?.columnName,
      value: inheritance?.discriminatorValue,
    });
    const family = { pattern: "STI", root: "Content", column: "kind" };
    expect([content, photo, post, news].map(place)).toEqual([
      { ...family, parent: undefined, children: ["Photo", "Post"], value: "Content" },
      { ...family, parent: "Content", children: [], value: "photo" },
      { ...family, parent: "Content", children: ["News"], value: "Post" },
      { ...family, parent: "Post", children: [], value: "news" },
    ]);
    expect(user.inheritance).toBeUndefined();
  });

  it("are told apart by a varchar called `type` where nothing else is said", () => {
    @Entity()
    @TableInheritance()
    class Root {
      @PrimaryColumn()
      id!: number;
    }
    const [root] = build(Root);
    expect(root!.inheritance!.discriminatorColumn).toMatchObject({
      columnName: "type",
      type: "varchar",
      isVirtual: true,
      isDiscriminator: true,
      isNullable: false,
    });
  });

  it("are told apart by a property where it has the name, without a second index over it", () => {
    @Entity()
    @TableInheritance({ column: "kind" })
    @Index("mine", ["kind"])
    class Root {
      @PrimaryColumn()
      id!: number;
      @Column({ length: 10 })
      kind!: string;
    }
    const [root] = build(Root);
    expect(root!.columnsByProperty.get("kind")).toBe(root!.inheritance!.discriminatorColumn);
    expect(root!.indexes.map(({ name }) => name)).toEqual(["mine"]);
  });

  it("may share a column that is the same for both", () => {
    @ChildEntity()
    class Video extends Content {
      @Column()
      file!: string;
    }
    const [root] = build(Content, Photo, Video, User);
    expect(namesOf(root!.columns).filter((name) => name === "file")).toEqual(["file"]);
  });
});

describe("tables beside each other", () => {
  const [party, person, boss] = build(Party, Person, Boss) as [EntityMetadata, EntityMetadata, EntityMetadata];

  it("have the columns of their own class, and a key that refers to the parent's", () => {
    expect(summarize(party)).toEqual([
      "entity parties",
      "  party_id <uuid> primary uuid",
      "  name <string>",
      "  kind varchar virtual",
      expect.stringMatching(/^ {2}PK_\w{27} \(party_id\)$/),
      expect.stringMatching(/^ {2}IDX_\w{26} on \(kind\)$/),
    ]);
    expect(summarize(person)).toEqual([
      "entity persons",
      "  party_id <uuid> primary",
      "  email <string>",
      expect.stringMatching(/^ {2}PK_\w{27} \(party_id\)$/),
      expect.stringMatching(/^ {2}UQ_\w{27} unique \(email\)$/),
      expect.stringMatching(/^ {2}FK_\w{27} \(party_id\) -> parties \(party_id\) CASCADE -$/),
    ]);
    expect(summarize(boss).at(-1)).toMatch(/FK_\w{27} \(party_id\) -> persons \(party_id\) CASCADE -$/);
  });

  it("know their place", () => {
    expect(boss.inheritance).toMatchObject({
      pattern: "JOINED",
      root: party,
      parent: person,
      discriminatorValue: "boss",
    });
    expect(boss.inheritance!.discriminatorColumn).toBe(party.columnsByName.get("kind"));
    expect([party, person, boss].every(ownsTable)).toBe(true);
  });
});

describe("a table for each class", () => {
  it("has all columns and no mark", () => {
    const [vehicle, car] = build(Vehicle, Car);
    expect(namesOf(car!.columns)).toEqual(["id", "doors"]);
    expect(car!.foreignKeys).toEqual([]);
    expect(car!.inheritance).toMatchObject({ pattern: "TABLE_PER_CLASS", root: vehicle, parent: vehicle });
    expect(car!.inheritance!.discriminatorColumn).toBeUndefined();
    expect(vehicle!.inheritance!.children).toEqual([car]);
  });

  it("is no target of a foreign key where another class extends it", () => {
    @Entity()
    class Trip {
      @PrimaryColumn()
      id!: number;
      @ManyToOne(() => Vehicle)
      vehicle!: Vehicle;
    }
    expect(() => build(Trip, Vehicle, Car)).toThrow(
      'class "Trip", property "vehicle": leads to class "Vehicle", whose rows are in several tables',
    );
  });
});

describe("a child entity is refused", () => {
  @Entity()
  class Plain {
    @PrimaryColumn()
    id!: number;
  }

  it("where it extends no class with @TableInheritance()", () => {
    @ChildEntity()
    class Child extends Plain {}
    expect(messageOf(Plain, Child)).toBe(
      'class "Child": it has @ChildEntity(), but extends no class with @TableInheritance()',
    );
  });

  it("where the class that it extends is not among the entities", () => {
    expect(messageOf(Photo, User)).toBe('class "Photo": it extends class "Content", which is not among the entities');
  });

  it("where another class has its value", () => {
    @ChildEntity("photo")
    class Picture extends Content {}
    expect(messageOf(Content, Photo, Picture, User)).toBe(
      'class "Picture": its rows are marked by "photo", as those of class "Photo"',
    );
  });

  it("where it names a table that it does not have", () => {
    @ChildEntity("video", { name: "videos" })
    class Video extends Content {}
    expect(messageOf(Content, Video)).toBe(
      'class "Video": its rows are in the table of class "Content", so its option "name" means nothing',
    );
  });

  it("where its column is another one for a class that it shares the table with", () => {
    @ChildEntity("video")
    class Video extends Content {
      @Column()
      file!: number;
    }
    expect(messageOf(Content, Photo, Video, User)).toBe(
      'class "Content": column "file" of property "file" is another one for Video',
    );
  });

  it("where its value is none of the column's", () => {
    @Entity()
    @TableInheritance({ column: { name: "kind", type: "enum", enum: ["a", "b"] } })
    class Root {
      @PrimaryColumn()
      id!: number;
    }
    @ChildEntity("c")
    class Child extends Root {}
    expect(messageOf(Root, Child)).toBe('class "Child": "c" is none of the values of column "kind"');
  });

  it("where it declares what the class that it extends has in its table", () => {
    @ChildEntity("other", { name: "others" })
    class Other extends Party {
      @Column()
      declare name: string;
    }
    expect(messageOf(Party, Other)).toBe(
      'class "Other": property "name" is declared by class "Party" already, in its table',
    );
  });

  it("where it has a key of its own beside the parent's", () => {
    @ChildEntity("other", { name: "others" })
    class Other extends Party {
      @PrimaryColumn()
      code!: string;
    }
    expect(messageOf(Party, Other)).toBe(
      'class "Other": property "code" is a primary column, but its key is that of class "Party"',
    );
  });

  it("where it begins another inheritance", () => {
    @ChildEntity()
    @TableInheritance()
    class Both extends Content {}
    expect(messageOf(Content, Both)).toBe('class "Both": it has both @ChildEntity() and @TableInheritance()');
  });
});

it("names the child's class where one of its columns cannot be", () => {
  @ChildEntity("broken")
  class Broken extends Content {
    @Column({ type: "enum", enum: [] })
    state!: string;
  }
  expect(() => build(Content, Broken)).toThrow('class "Broken", property "state": the enum has no values');
});
