import { defineSet } from "../entity-set";
import type { Relation } from "../vocabulary";

/** Relations with a table between. */
export const manyToManySets = [
  defineSet("many to many", { covers: ["ManyToMany", "JoinTable"] }, (orm) => {
    @orm.Entity()
    class Tag {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToMany(() => Tag)
      @orm.JoinTable()
      tags!: Tag[];
    }
    return [Tag, Post];
  }),
  defineSet("many to many and back", { covers: ["ManyToMany", "JoinTable"] }, (orm) => {
    @orm.Entity()
    class Tag {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToMany(() => Post, (post) => post.tags)
      posts!: Relation<Post>[];
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToMany(() => Tag, (tag) => tag.posts)
      @orm.JoinTable()
      tags!: Tag[];
    }
    return [Tag, Post];
  }),
  defineSet("the name of a join table", { covers: ["JoinTable.name"] }, (orm) => {
    @orm.Entity()
    class Tag {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToMany(() => Tag)
      @orm.JoinTable({ name: "post_tags" })
      tags!: Tag[];
    }
    return [Tag, Post];
  }),
  defineSet(
    "the columns of a join table",
    { covers: ["JoinTable.joinColumn", "JoinTable.inverseJoinColumn"] },
    (orm) => {
      @orm.Entity()
      class Tag {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.Column({ unique: true, length: 30 })
        slug!: string;
      }
      @orm.Entity()
      class Post {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToMany(() => Tag)
        @orm.JoinTable({
          name: "post_tags",
          joinColumn: { name: "post_id", referencedColumnName: "id" },
          inverseJoinColumn: { name: "tag_id" },
        })
        tags!: Tag[];
        @orm.ManyToMany(() => Tag)
        @orm.JoinTable({ name: "post_slugs", inverseJoinColumn: { name: "tag_slug", referencedColumnName: "slug" } })
        slugs!: Tag[];
      }
      return [Tag, Post];
    },
  ),
  defineSet(
    "names of the keys of a join table",
    { covers: ["JoinTable.joinColumn", "JoinTable.inverseJoinColumn"] },
    (orm) => {
      @orm.Entity()
      class Tag {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.Entity()
      class Post {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToMany(() => Tag)
        @orm.JoinTable({
          joinColumn: { foreignKeyConstraintName: "fk_to_post" },
          inverseJoinColumn: { foreignKeyConstraintName: "fk_to_tag" },
        })
        tags!: Tag[];
      }
      return [Tag, Post];
    },
  ),
  defineSet(
    "names of the keys and the columns of a join table",
    { covers: ["JoinTable.joinColumn", "JoinTable.inverseJoinColumn"] },
    (orm) => {
      @orm.Entity()
      class Tag {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.Entity()
      class Post {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToMany(() => Tag)
        @orm.JoinTable({
          joinColumn: { name: "post_id", foreignKeyConstraintName: "fk_to_post" },
          inverseJoinColumn: { name: "tag_id", foreignKeyConstraintName: "fk_to_tag" },
        })
        tags!: Tag[];
      }
      return [Tag, Post];
    },
  ),
  defineSet("a join table between composite keys", { covers: ["ManyToMany", "JoinTable"] }, (orm) => {
    @orm.Entity()
    class Place {
      @orm.PrimaryColumn({ length: 2 })
      country!: string;
      @orm.PrimaryColumn()
      number!: number;
    }
    @orm.Entity()
    class Tour {
      @orm.PrimaryColumn()
      year!: number;
      @orm.PrimaryColumn()
      month!: number;
      @orm.ManyToMany(() => Place)
      @orm.JoinTable()
      places!: Place[];
    }
    return [Place, Tour];
  }),
  defineSet(
    "names of several columns of a join table",
    { covers: ["JoinTable.joinColumns", "JoinTable.inverseJoinColumns"] },
    (orm) => {
      @orm.Entity()
      class Place {
        @orm.PrimaryColumn({ length: 2 })
        country!: string;
        @orm.PrimaryColumn()
        number!: number;
      }
      @orm.Entity()
      class Tour {
        @orm.PrimaryColumn()
        year!: number;
        @orm.PrimaryColumn()
        month!: number;
        @orm.ManyToMany(() => Place)
        @orm.JoinTable({
          name: "stops",
          joinColumns: [
            { name: "tour_year", referencedColumnName: "year" },
            { name: "tour_month", referencedColumnName: "month" },
          ],
          inverseJoinColumns: [
            { name: "place_country", referencedColumnName: "country" },
            { name: "place_number", referencedColumnName: "number" },
          ],
        })
        places!: Place[];
      }
      return [Place, Tour];
    },
  ),
  defineSet("many to many to itself", { covers: ["ManyToMany"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToMany(() => User, (user) => user.followers)
      @orm.JoinTable()
      following!: Relation<User>[];
      @orm.ManyToMany(() => User, (user) => user.following)
      followers!: Relation<User>[];
    }
    return [User];
  }),
  defineSet(
    "what a join table does when rows go",
    { covers: ["ManyToMany.onDelete", "ManyToMany.onUpdate"] },
    (orm) => {
      @orm.Entity()
      class Tag {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToMany(() => Post, (post) => post.both, { onDelete: "RESTRICT" })
        posts!: Relation<Post>[];
      }
      @orm.Entity()
      class Post {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToMany(() => Tag, { onDelete: "RESTRICT" })
        @orm.JoinTable()
        strict!: Tag[];
        @orm.ManyToMany(() => Tag, { onDelete: "CASCADE", onUpdate: "RESTRICT" })
        @orm.JoinTable()
        loose!: Tag[];
        @orm.ManyToMany(() => Tag, (tag) => tag.posts, { onDelete: "NO ACTION", onUpdate: "NO ACTION" })
        @orm.JoinTable()
        both!: Tag[];
      }
      return [Tag, Post];
    },
  ),
  defineSet(
    "a join table whose keys are checked at the end",
    { covers: ["ManyToMany.deferrable"], on: ["postgres", "sqlite"] },
    (orm) => {
      @orm.Entity()
      class Tag {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.Entity()
      class Post {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToMany(() => Tag, { deferrable: "INITIALLY DEFERRED" })
        @orm.JoinTable()
        tags!: Tag[];
      }
      return [Tag, Post];
    },
  ),
  defineSet(
    "a join table in another schema",
    { covers: ["JoinTable.schema"], on: ["postgres"], before: ["CREATE SCHEMA links"] },
    (orm) => {
      @orm.Entity()
      class Tag {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.Entity()
      class Post {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToMany(() => Tag)
        @orm.JoinTable({ schema: "links" })
        tags!: Tag[];
      }
      return [Tag, Post];
    },
  ),
  defineSet("a join table that nobody makes", { covers: ["JoinTable.synchronize"] }, (orm) => {
    @orm.Entity()
    class Tag {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToMany(() => Tag)
      @orm.JoinTable({ synchronize: false })
      tags!: Tag[];
    }
    return [Tag, Post];
  }),
  defineSet("a join table with random and long keys", { covers: ["ManyToMany"] }, (orm) => {
    @orm.Entity()
    class Tag {
      @orm.PrimaryGeneratedColumn("uuid")
      id!: string;
    }
    @orm.Entity()
    class Post {
      @orm.PrimaryColumn("varchar", { length: 90 })
      slug!: string;
      @orm.ManyToMany(() => Tag)
      @orm.JoinTable()
      tags!: Tag[];
    }
    return [Tag, Post];
  }),
  defineSet("several join tables between two entities", { covers: ["ManyToMany"] }, (orm) => {
    @orm.Entity()
    class Person {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToMany(() => Film, (film) => film.actors)
      acted!: Relation<Film>[];
    }
    @orm.Entity({ name: "movies" })
    class Film {
      @orm.PrimaryGeneratedColumn({ name: "film_no" })
      id!: number;
      @orm.ManyToMany(() => Person, (person) => person.acted)
      @orm.JoinTable()
      actors!: Person[];
      @orm.ManyToMany(() => Person)
      @orm.JoinTable()
      directors!: Person[];
    }
    return [Person, Film];
  }),
  defineSet("names that are too long", { covers: ["ManyToMany", "JoinTable"] }, (orm) => {
    @orm.Entity()
    class AnEntityWithAVeryLongNameThatGoesOn {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.Entity()
    class AnotherEntityWithAVeryLongName {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToMany(() => AnEntityWithAVeryLongNameThatGoesOn)
      @orm.JoinTable({ name: "join_table_of_two_entities" })
      others!: AnEntityWithAVeryLongNameThatGoesOn[];
    }
    return [AnEntityWithAVeryLongNameThatGoesOn, AnotherEntityWithAVeryLongName];
  }),
];
