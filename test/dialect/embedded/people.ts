import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { JoinTable } from "../../../src/metadata/decorators/join-table";
import { ManyToMany } from "../../../src/metadata/decorators/many-to-many";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { OneToMany } from "../../../src/metadata/decorators/one-to-many";
import { PrimaryColumn, PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import { CreateDateColumn, UpdateDateColumn, VersionColumn } from "../../../src/metadata/decorators/special-columns";
import type { Relation } from "../../../src/metadata/entity-target";

export class Point {
  @Column({ type: "integer", nullable: true })
  x!: number | null;

  @Column({ type: "integer", nullable: true })
  y!: number | null;
}

export class Address {
  @Column({ type: "varchar", length: 80, nullable: true })
  city!: string | null;

  @Column({ type: "varchar", length: 8, default: "none" })
  code!: string;

  @Column(() => Point)
  at!: Point;

  @ManyToOne(() => Country)
  country!: Relation<Country> | null;

  @ManyToMany(() => Tag)
  @JoinTable()
  tags!: Tag[];

  get label(): string {
    return `${this.code} ${this.city ?? "?"}`;
  }
}

export class Traces {
  @CreateDateColumn()
  createdAt!: Date;

  @UpdateDateColumn()
  updatedAt!: Date;

  @VersionColumn()
  version!: number;
}

@Entity("countries")
export class Country {
  @PrimaryColumn({ type: "varchar", length: 2 })
  code!: string;

  @Column({ type: "varchar", length: 40 })
  name!: string;

  @OneToMany(() => Person, (person) => person.home.country)
  people!: Relation<Person>[];
}

@Entity("tags")
export class Tag {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 40 })
  name!: string;
}

@Entity("people")
export class Person {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 40 })
  name!: string;

  @Column(() => Address)
  home!: Address;

  @Column(() => Address, { prefix: "office" })
  work!: Address;

  @Column(() => Traces, { prefix: false })
  traces!: Traces;
}

/** Where a parcel is: the key of the parcel. */
export class ShelfKey {
  @PrimaryColumn({ type: "integer" })
  row!: number;

  @PrimaryColumn({ type: "integer" })
  place!: number;
}

@Entity("parcels")
export class Parcel {
  @Column(() => ShelfKey)
  shelf!: ShelfKey;

  @Column({ length: 40 })
  label!: string;
}

export const entities = [Country, Tag, Person, Parcel];
