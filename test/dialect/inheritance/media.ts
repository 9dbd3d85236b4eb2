import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { JoinTable } from "../../../src/metadata/decorators/join-table";
import { ManyToMany } from "../../../src/metadata/decorators/many-to-many";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { OneToMany } from "../../../src/metadata/decorators/one-to-many";
import { PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import { DeleteDateColumn, UpdateDateColumn, VersionColumn } from "../../../src/metadata/decorators/special-columns";
import { ChildEntity, TableInheritance } from "../../../src/metadata/decorators/table-inheritance";
import type { Relation } from "../../../src/metadata/entity-target";

@Entity("users")
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 40 })
  name!: string;

  @OneToMany(() => Content, (content) => content.author)
  contents!: Relation<Content>[];

  @OneToMany(() => Person, (person) => person.keeper)
  persons!: Relation<Person>[];
}

/** One table for all. */
@Entity("contents")
@TableInheritance({ column: { type: "varchar", length: 20, name: "kind" } })
export class Content {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 40 })
  title!: string;

  @ManyToOne(() => User, (user) => user.contents)
  author!: User | null;
}

export class Size {
  @Column({ type: "integer" })
  width!: number;
}

@ChildEntity("photo")
export class Photo extends Content {
  @Column(() => Size)
  size!: Size;

  @ManyToMany(() => User)
  @JoinTable()
  shown!: User[];
}

@ChildEntity("post")
export class Post extends Content {
  @Column({ type: "integer", default: 0 })
  views!: number;

  @ManyToOne(() => Photo)
  cover!: Photo | null;
}

@ChildEntity("news")
export class News extends Post {
  @Column({ length: 40 })
  source!: string;
}

/** A table for each class, beside that of the class it extends. */
@Entity("parties")
@TableInheritance({ pattern: "JOINED" })
export class Party {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 40 })
  name!: string;

  @VersionColumn()
  version!: number;

  @UpdateDateColumn()
  updatedAt!: Date;

  @DeleteDateColumn()
  deletedAt!: Date | null;

  @ManyToOne(() => User, (user) => user.persons)
  keeper!: User | null;
}

@ChildEntity("company", { name: "companies" })
export class Company extends Party {
  @Column({ type: "integer", nullable: true })
  employees!: number | null;
}

@ChildEntity("person", { name: "persons" })
export class Person extends Party {
  @Column({ length: 40 })
  email!: string;

  @ManyToOne(() => Company)
  employer!: Company | null;
}

@ChildEntity("boss", { name: "bosses" })
export class Boss extends Person {
  @Column({ type: "integer" })
  cars!: number;
}

@Entity("contracts")
export class Contract {
  @PrimaryGeneratedColumn()
  id!: number;

  @ManyToOne(() => Party)
  party!: Party | null;

  @ManyToOne(() => Person)
  signer!: Person | null;
}

/** A table for each class, with all its columns. */
@Entity("vehicles")
@TableInheritance({ pattern: "TABLE_PER_CLASS" })
export class Vehicle {
  @PrimaryGeneratedColumn("uuid")
  id!: string;

  @Column({ length: 40 })
  name!: string;
}

@ChildEntity("car", { name: "cars" })
export class Car extends Vehicle {
  @Column({ type: "integer" })
  doors!: number;
}

export const entities = [User, Content, Photo, Post, News, Party, Company, Person, Boss, Contract, Vehicle, Car];
