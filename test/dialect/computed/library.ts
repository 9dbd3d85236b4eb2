import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { JoinColumn } from "../../../src/metadata/decorators/join-column";
import { JoinTable } from "../../../src/metadata/decorators/join-table";
import {
  AfterInsert,
  AfterLoad,
  AfterRemove,
  AfterUpdate,
  BeforeInsert,
  BeforeRemove,
  BeforeUpdate,
} from "../../../src/metadata/decorators/listeners";
import { ManyToMany } from "../../../src/metadata/decorators/many-to-many";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { OneToMany } from "../../../src/metadata/decorators/one-to-many";
import { PrimaryColumn, PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import { RelationId } from "../../../src/metadata/decorators/relation-id";
import { VirtualColumn } from "../../../src/metadata/decorators/virtual-column";
import type { Relation } from "../../../src/metadata/entity-target";

/** What the listeners wrote down, in the order in which they ran. */
export const heard: string[] = [];

@Entity()
export class Shelf {
  @PrimaryColumn() room!: number;
  @PrimaryColumn() place!: number;
}

@Entity()
export class Writer {
  @PrimaryGeneratedColumn() id!: number;
  @Column() name!: string;
  @OneToMany(() => Book, (book) => book.writer) books!: Relation<Book>[];
  @RelationId((writer: Writer) => writer.books) bookIds!: number[];
  @VirtualColumn({ query: (alias) => `SELECT COUNT(*) FROM book WHERE book.writer_id = ${alias}.id` })
  bookCount!: number;
  @VirtualColumn({ select: false, query: (alias) => `${alias}.id + 1` })
  next!: number;
}

@Entity()
export class Genre {
  @PrimaryGeneratedColumn() id!: number;
  @Column() name!: string;
}

@Entity()
export class Book {
  @PrimaryGeneratedColumn() id!: number;
  @Column() title!: string;
  @ManyToOne(() => Writer, (writer) => writer.books, { nullable: true })
  @JoinColumn({ name: "writer_id" })
  writer!: Writer | null;
  @RelationId((book: Book) => book.writer) writerId!: number | null;
  @ManyToOne(() => Shelf, { nullable: true })
  shelf!: Shelf | null;
  @RelationId("shelf") shelfId!: { room: number; place: number } | null;
  @ManyToMany(() => Genre)
  @JoinTable()
  genres!: Genre[];
  @RelationId((book: Book) => book.genres) genreIds!: number[];
}

export class Stamp {
  @Column({ type: "varchar", nullable: true }) by!: string | null;
  @BeforeInsert() sign(): void {
    this.by = "me";
  }
}

export abstract class Base {
  @BeforeInsert() first(): void {
    heard.push("base beforeInsert");
  }
}

@Entity()
export class Letter extends Base {
  @PrimaryGeneratedColumn() id!: number;
  @Column() text!: string;
  @Column(() => Stamp) stamp!: Stamp;
  shown: string | undefined;
  @AfterLoad() show(): void {
    this.shown = `<${this.text}>`;
  }
  @BeforeInsert() async normalize(): Promise<void> {
    await Promise.resolve();
    this.text = this.text.trim();
    heard.push("beforeInsert");
  }
  @AfterInsert() inserted(): void {
    heard.push(`afterInsert ${typeof this.id}`);
    if (this.text === "refused") throw new Error("no such letter");
  }
  @BeforeUpdate() updating(): void {
    this.text = `${this.text}!`;
    heard.push("beforeUpdate");
  }
  @AfterUpdate() updated(): void {
    heard.push("afterUpdate");
  }
  @BeforeRemove() removing(): void {
    heard.push("beforeRemove");
  }
  @AfterRemove() removed(): void {
    heard.push(`afterRemove ${typeof this.id}`);
  }
}

export const entities = [Shelf, Writer, Genre, Book, Letter];
