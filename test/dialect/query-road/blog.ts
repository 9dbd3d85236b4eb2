import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { JoinColumn } from "../../../src/metadata/decorators/join-column";
import { JoinTable } from "../../../src/metadata/decorators/join-table";
import { ManyToMany } from "../../../src/metadata/decorators/many-to-many";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { OneToMany } from "../../../src/metadata/decorators/one-to-many";
import { OneToOne } from "../../../src/metadata/decorators/one-to-one";
import { PrimaryColumn, PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import {
  CreateDateColumn,
  DeleteDateColumn,
  UpdateDateColumn,
  VersionColumn,
} from "../../../src/metadata/decorators/special-columns";
import type { Relation } from "../../../src/metadata/entity-target";

@Entity("users")
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 100 })
  name!: string;

  @Column({ length: 100, unique: true })
  email!: string;

  @Column({ type: "integer", nullable: true })
  age!: number | null;

  @Column({ default: true })
  isActive!: boolean;

  @CreateDateColumn()
  createdAt!: Date;

  @UpdateDateColumn()
  updatedAt!: Date;

  @OneToMany(() => Post, (post) => post.author, { cascade: true })
  posts!: Post[];

  @OneToOne(() => Profile, (profile) => profile.user, { cascade: true })
  profile!: Relation<Profile> | null;
}

@Entity("profiles")
export class Profile {
  @PrimaryGeneratedColumn("uuid")
  id!: string;

  @Column({ length: 200 })
  bio!: string;

  @OneToOne(() => User, (user) => user.profile, { onDelete: "CASCADE" })
  @JoinColumn()
  user!: Relation<User>;
}

@Entity("posts")
export class Post {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 200 })
  title!: string;

  @Column({ type: "json", nullable: true })
  settings!: { readonly color?: string; readonly sizes?: number[] } | null;

  @VersionColumn()
  version!: number;

  @DeleteDateColumn()
  deletedAt!: Date | null;

  @ManyToOne(() => User, (user) => user.posts, { onDelete: "CASCADE" })
  author!: Relation<User> | null;

  @ManyToMany(() => Tag, (tag) => tag.posts, { cascade: true })
  @JoinTable({ name: "posts_tags" })
  tags!: Tag[];

  @OneToMany(() => Comment, (comment) => comment.post)
  comments!: Comment[];
}

@Entity("comments")
export class Comment {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 200 })
  text!: string;

  @Column({ type: "integer", nullable: true })
  postId!: number | null;

  @ManyToOne(() => Post, (post) => post.comments, { onDelete: "CASCADE" })
  @JoinColumn({ name: "postId" })
  post!: Relation<Post>;
}

@Entity("tags")
export class Tag {
  @PrimaryColumn({ length: 50 })
  label!: string;

  @ManyToMany(() => Post, (post) => post.tags)
  posts!: Post[];
}

@Entity("nodes")
export class Node {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 50 })
  name!: string;

  @ManyToOne(() => Node, (node) => node.children, { cascade: true })
  parent!: Relation<Node> | null;

  @OneToMany(() => Node, (node) => node.parent, { cascade: true })
  children!: Node[];
}

@Entity("values")
export class Value {
  @PrimaryColumn({ type: "bigint" })
  id!: bigint;

  @Column({ type: "decimal", precision: 20, scale: 5 })
  amount!: string;

  @Column({ type: "date" })
  day!: string;

  @Column({ type: "timestamp", precision: 3 })
  moment!: Date;

  @Column({ type: "json" })
  data!: unknown;

  @Column({ type: "blob" })
  bytes!: Buffer;

  @Column({ type: "simple-array" })
  words!: string[];

  @Column({ type: "float" })
  ratio!: number;

  @Column()
  flag!: boolean;
}

@Entity("places")
export class Place {
  @PrimaryColumn({ length: 10 })
  country!: string;

  @PrimaryColumn({ type: "integer" })
  code!: number;

  @Column({ length: 50 })
  name!: string;

  @OneToMany(() => Street, (street) => street.place, { cascade: true })
  streets!: Street[];
}

@Entity("streets")
export class Street {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 50 })
  name!: string;

  @ManyToOne(() => Place, (place) => place.streets)
  place!: Relation<Place>;
}

export const entities = [User, Profile, Post, Comment, Tag, Node, Value, Place, Street];
