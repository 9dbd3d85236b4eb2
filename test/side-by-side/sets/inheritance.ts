import { defineSet } from "../entity-set";

/** Classes that share columns, or a table. */
export const inheritanceSets = [
  defineSet("an abstract base class", { covers: ["Entity"] }, (orm) => {
    abstract class Base {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.CreateDateColumn()
      createdAt!: Date;
    }
    @orm.Entity()
    class User extends Base {
      @orm.Column()
      name!: string;
    }
    @orm.Entity()
    class Post extends Base {
      @orm.Column()
      title!: string;
      @orm.ManyToOne(() => User)
      author!: User;
    }
    return [User, Post];
  }),
  defineSet("base classes of base classes", { covers: ["Entity", "Index", "Unique", "Check"] }, (orm) => {
    @orm.Index(["createdBy"])
    abstract class Traced {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      createdBy!: string;
    }
    @orm.Unique(["slug"])
    abstract class Named extends Traced {
      @orm.Index()
      @orm.Column()
      name!: string;
      @orm.Column()
      slug!: string;
    }
    @orm.Entity()
    class User extends Named {}
    @orm.Entity()
    class Team extends Named {
      @orm.Column()
      size!: number;
    }
    return [User, Team];
  }),
  defineSet("a table for each class", { covers: ["Entity"] }, (orm) => {
    @orm.Entity()
    class Person {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      name!: string;
    }
    @orm.Entity()
    class Employee extends Person {
      @orm.Column()
      salary!: number;
    }
    @orm.Entity({ name: "bosses" })
    class Boss extends Employee {
      @orm.Column({ nullable: true })
      car!: string;
    }
    return [Person, Employee, Boss];
  }),
  defineSet("a property that is declared again", { covers: ["Entity", "Column"] }, (orm) => {
    abstract class Base {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column()
      name!: string;
    }
    @orm.Entity()
    class User extends Base {
      @orm.Column({ length: 40, nullable: true })
      declare name: string;
    }
    return [User];
  }),
  defineSet(
    "one table for several classes",
    { covers: ["TableInheritance", "TableInheritance.pattern", "ChildEntity"] },
    (orm) => {
      @orm.Entity()
      @orm.TableInheritance({ pattern: "STI", column: { type: "varchar", name: "type" } })
      class Content {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.Column()
        title!: string;
      }
      @orm.ChildEntity()
      class Photo extends Content {
        @orm.Column()
        size!: string;
      }
      @orm.ChildEntity()
      class Post extends Content {
        @orm.Column()
        views!: number;
      }
      return [Content, Photo, Post];
    },
  ),
  defineSet("one table without a name for its column", { covers: ["TableInheritance"] }, (orm) => {
    @orm.Entity()
    @orm.TableInheritance({ column: { type: "varchar" } })
    class Content {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.ChildEntity("photo")
    class Photo extends Content {
      @orm.Column({ nullable: true })
      size!: string;
    }
    return [Content, Photo];
  }),
  defineSet(
    "the column that tells the classes apart",
    { covers: ["TableInheritance.column", "ChildEntity"] },
    (orm) => {
      @orm.Entity()
      @orm.TableInheritance({ column: { name: "kind", type: "varchar" } })
      class Content {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.ChildEntity("photo")
      class Photo extends Content {
        @orm.Column()
        size!: string;
      }
      @orm.Entity()
      @orm.TableInheritance({ column: { name: "sort", type: "int", default: 1 } })
      class Thing {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.ChildEntity(2)
      class Car extends Thing {
        @orm.Column()
        wheels!: number;
      }
      return [Content, Photo, Thing, Car];
    },
  ),
  defineSet(
    "the column that tells the classes apart is a property",
    { covers: ["TableInheritance.column", "ChildEntity"] },
    (orm) => {
      @orm.Entity()
      @orm.TableInheritance({ column: "kind" })
      class Content {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.Column({ length: 20 })
        kind!: string;
      }
      @orm.ChildEntity("photo")
      class Photo extends Content {
        @orm.Column()
        size!: string;
      }
      return [Content, Photo];
    },
  ),
  defineSet(
    "an enum tells the classes apart",
    { covers: ["TableInheritance.column", "ChildEntity"], on: ["postgres", "mysql", "mariadb"] },
    (orm) => {
      @orm.Entity()
      @orm.TableInheritance({ column: { name: "kind", type: "enum", enum: ["photo", "post"] } })
      class Content {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.ChildEntity("photo")
      class Photo extends Content {
        @orm.Column()
        size!: string;
      }
      return [Content, Photo];
    },
  ),
  defineSet(
    "relations and constraints of classes in one table",
    { covers: ["TableInheritance", "ChildEntity", "ManyToOne", "Index", "ManyToMany"] },
    (orm) => {
      @orm.Entity()
      class User {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.Entity()
      @orm.TableInheritance({ column: { name: "type", type: "varchar" } })
      class Content {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToOne(() => User)
        author!: User;
      }
      @orm.ChildEntity()
      class Photo extends Content {
        @orm.Index()
        @orm.Column()
        place!: string;
        @orm.Column({ unique: true })
        file!: string;
        @orm.ManyToOne(() => User, { nullable: false })
        camera!: User;
        @orm.ManyToMany(() => User)
        @orm.JoinTable()
        shown!: User[];
      }
      @orm.ChildEntity()
      class Post extends Content {
        @orm.OneToOne(() => User)
        @orm.JoinColumn()
        reviewer!: User;
      }
      return [User, Content, Photo, Post];
    },
  ),
  defineSet(
    "columns of one name in two classes of one table",
    { covers: ["TableInheritance", "ChildEntity"] },
    (orm) => {
      @orm.Entity()
      @orm.TableInheritance({ column: { name: "type", type: "varchar" } })
      class Content {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.ChildEntity()
      class Photo extends Content {
        @orm.Column({ nullable: true })
        size!: number;
      }
      @orm.ChildEntity()
      class Post extends Content {
        @orm.Column({ nullable: true })
        size!: number;
        @orm.Column()
        text!: string;
      }
      @orm.ChildEntity("special")
      class SpecialPost extends Post {
        @orm.Column({ nullable: true })
        reason!: string;
      }
      return [Content, Photo, Post, SpecialPost];
    },
  ),
  defineSet(
    "a relation to a class in one table",
    { covers: ["TableInheritance", "ChildEntity", "ManyToOne"] },
    (orm) => {
      @orm.Entity()
      @orm.TableInheritance({ column: { name: "type", type: "varchar" } })
      class Content {
        @orm.PrimaryGeneratedColumn()
        id!: number;
      }
      @orm.ChildEntity()
      class Photo extends Content {
        @orm.Column({ nullable: true })
        size!: number;
      }
      @orm.Entity()
      class Album {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.ManyToOne(() => Photo)
        cover!: Photo;
        @orm.ManyToMany(() => Photo)
        @orm.JoinTable()
        photos!: Photo[];
      }
      return [Content, Photo, Album];
    },
  ),
];
