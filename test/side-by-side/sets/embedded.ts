import { defineSet } from "../entity-set";

/** Classes whose columns are part of another's table. */
export const embeddedSets = [
  defineSet("an embedded class", { covers: ["Column(embedded)"] }, (orm) => {
    class Name {
      @orm.Column()
      first!: string;
      @orm.Column({ nullable: true })
      last!: string;
    }
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column(() => Name)
      name!: Name;
      @orm.Column()
      age!: number;
    }
    return [User];
  }),
  defineSet("prefixes of embedded classes", { covers: ["Column(embedded).prefix"] }, (orm) => {
    class Address {
      @orm.Column()
      street!: string;
      @orm.Column({ name: "zip_code" })
      zipCode!: string;
    }
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column(() => Address)
      home!: Address;
      @orm.Column(() => Address, { prefix: "office" })
      work!: Address;
      @orm.Column(() => Address, { prefix: "old_" })
      old!: Address;
      @orm.Column(() => Address, { prefix: false })
      plain!: Address;
      @orm.Column(() => Address, { prefix: true })
      implied!: Address;
    }
    return [User];
  }),
  defineSet("no prefix at all", { covers: ["Column(embedded).prefix"] }, (orm) => {
    class Address {
      @orm.Column()
      street!: string;
    }
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column(() => Address, { prefix: "" })
      home!: Address;
    }
    return [User];
  }),
  defineSet("embedded in embedded", { covers: ["Column(embedded)", "Column(embedded).prefix"] }, (orm) => {
    class Point {
      @orm.Column()
      x!: number;
      @orm.Column()
      y!: number;
    }
    class Address {
      @orm.Column()
      street!: string;
      @orm.Column(() => Point)
      position!: Point;
      @orm.Column(() => Point, { prefix: "gps" })
      exact!: Point;
    }
    class Contact {
      @orm.Column(() => Address)
      address!: Address;
      @orm.Column(() => Address, { prefix: false })
      second!: Address;
    }
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column(() => Contact)
      contact!: Contact;
      @orm.Column(() => Point, { prefix: "home" })
      point!: Point;
    }
    return [User];
  }),
  defineSet("a key in an embedded class", { covers: ["Column(embedded)", "PrimaryColumn"] }, (orm) => {
    class Key {
      @orm.PrimaryColumn()
      country!: number;
      @orm.PrimaryColumn()
      number!: number;
    }
    @orm.Entity()
    class Place {
      @orm.Column(() => Key)
      key!: Key;
      @orm.Column()
      name!: string;
    }
    @orm.Entity()
    class Visit {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.ManyToOne(() => Place)
      place!: Place;
    }
    return [Place, Visit];
  }),
  defineSet(
    "special columns in an embedded class",
    { covers: ["Column(embedded)", "CreateDateColumn", "VersionColumn"] },
    (orm) => {
      class Trail {
        @orm.CreateDateColumn()
        createdAt!: Date;
        @orm.UpdateDateColumn()
        updatedAt!: Date;
        @orm.DeleteDateColumn()
        deletedAt!: Date;
        @orm.VersionColumn()
        version!: number;
      }
      @orm.Entity()
      class Page {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.Column(() => Trail)
        trail!: Trail;
      }
      return [Page];
    },
  ),
  defineSet("relations in an embedded class", { covers: ["Column(embedded)", "ManyToOne", "ManyToMany"] }, (orm) => {
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    class Staff {
      @orm.ManyToOne(() => User)
      boss!: User;
      @orm.OneToOne(() => User)
      @orm.JoinColumn({ name: "deputy_id" })
      deputy!: User;
      @orm.ManyToMany(() => User)
      @orm.JoinTable()
      workers!: User[];
    }
    @orm.Entity()
    class Company {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column(() => Staff)
      staff!: Staff;
    }
    return [User, Company];
  }),
  defineSet(
    "indexes and constraints in an embedded class",
    { covers: ["Column(embedded)", "Index", "Unique"] },
    (orm) => {
      @orm.Index(["street", "city"])
      @orm.Unique(["city", "house"])
      class Address {
        @orm.Index()
        @orm.Column()
        street!: string;
        @orm.Column({ unique: true })
        city!: string;
        @orm.Column()
        house!: number;
      }
      @orm.Entity()
      @orm.Index(["name", "address.house"])
      @orm.Unique("named", ["address.street"])
      class User {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.Column()
        name!: string;
        @orm.Column(() => Address)
        address!: Address;
      }
      return [User];
    },
  ),
  defineSet(
    "an enum in an embedded class",
    { covers: ["Column(embedded)", "Column.enum"], on: ["postgres", "mysql", "mariadb"] },
    (orm) => {
      class Settings {
        @orm.Column({ type: "enum", enum: ["light", "dark"], default: "light" })
        theme!: string;
      }
      @orm.Entity()
      class User {
        @orm.PrimaryGeneratedColumn()
        id!: number;
        @orm.Column(() => Settings)
        settings!: Settings;
      }
      return [User];
    },
  ),
  defineSet("an embedded class with a base class", { covers: ["Column(embedded)"] }, (orm) => {
    class Named {
      @orm.Column()
      name!: string;
    }
    class Person extends Named {
      @orm.Column()
      age!: number;
    }
    @orm.Entity()
    class Contract {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column(() => Person)
      seller!: Person;
      @orm.Column(() => Person)
      buyer!: Person;
    }
    return [Contract];
  }),
  defineSet("a check in an embedded class", { covers: ["Column(embedded)", "Check"] }, (orm) => {
    @orm.Check("adult", "age >= 18")
    class Person {
      @orm.Column({ name: "age" })
      age!: number;
    }
    @orm.Entity()
    class Contract {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column(() => Person, { prefix: false })
      buyer!: Person;
    }
    return [Contract];
  }),
  defineSet("a foreign key in an embedded class", { covers: ["Column(embedded)", "ForeignKey"] }, (orm) => {
    @orm.Entity()
    class City {
      @orm.PrimaryColumn()
      id!: number;
    }
    class Address {
      @orm.Column()
      @orm.ForeignKey(() => City)
      cityId!: number;
    }
    @orm.Entity()
    class User {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Column(() => Address)
      address!: Address;
    }
    return [City, User];
  }),
  defineSet("embedded in embedded of a child entity", { covers: ["Column(embedded)", "ChildEntity"] }, (orm) => {
    class Point {
      @orm.Column()
      x!: number;
    }
    class Address {
      @orm.Column()
      street!: string;
      @orm.Column(() => Point)
      position!: Point;
    }
    @orm.Entity()
    @orm.TableInheritance({ column: { type: "varchar", name: "kind" } })
    class Person {
      @orm.PrimaryGeneratedColumn()
      id!: number;
      @orm.Index()
      @orm.Column()
      kind!: string;
    }
    @orm.ChildEntity()
    class Tenant extends Person {
      @orm.Column(() => Address)
      address!: Address;
    }
    return [Person, Tenant];
  }),
  defineSet("an embedded class of a child entity", { covers: ["Column(embedded)", "ChildEntity"] }, (orm) => {
    class Address {
      @orm.Column()
      street!: string;
    }
    @orm.Entity()
    @orm.TableInheritance({ column: { type: "varchar", name: "kind" } })
    class Person {
      @orm.PrimaryGeneratedColumn()
      id!: number;
    }
    @orm.ChildEntity()
    class Tenant extends Person {
      @orm.Column(() => Address)
      address!: Address;
    }
    return [Person, Tenant];
  }),
];
