import { Check } from "../../../src/metadata/decorators/check";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { Index } from "../../../src/metadata/decorators/index-decorator";
import { JoinTable } from "../../../src/metadata/decorators/join-table";
import { ManyToMany } from "../../../src/metadata/decorators/many-to-many";
import { ManyToOne } from "../../../src/metadata/decorators/many-to-one";
import { OneToMany } from "../../../src/metadata/decorators/one-to-many";
import { PrimaryGeneratedColumn } from "../../../src/metadata/decorators/primary-column";
import { CreateDateColumn, UpdateDateColumn } from "../../../src/metadata/decorators/special-columns";
import { Unique } from "../../../src/metadata/decorators/unique";

export enum Role {
  Admin = "admin",
  Member = "member",
}

@Entity({ name: "users", comment: "People" })
@Unique("UQ_users_name", ["firstName", "lastName"])
@Check("CHK_users_age", "age >= 0")
export class User {
  @Column({ length: 100 })
  firstName!: string;

  @Column({ length: 100, comment: "family name", renamedFrom: "surname" })
  lastName!: string;

  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: "enum", enum: Role, default: Role.Member })
  role!: Role;

  @Column({ type: "int", unsigned: true, nullable: true })
  age!: number | null;

  @Column({ type: "decimal", precision: 10, scale: 2, default: 0 })
  balance!: string;

  @Column({ type: "json", default: { theme: "dark" } })
  settings!: object;

  @CreateDateColumn()
  createdAt!: Date;

  @UpdateDateColumn({ precision: 3 })
  updatedAt!: Date;

  @OneToMany(() => Post, (post) => post.author)
  posts!: Post[];
}

@Entity({ name: "posts", renamedFrom: "articles" })
@Index("IDX_posts_title", ["title"], { where: "title <> ''" })
@Index("IDX_posts_theirs", ["body"], { synchronize: false })
export class Post {
  @PrimaryGeneratedColumn("uuid")
  id!: string;

  @Column()
  title!: string;

  @Column("simple-array", { nullable: true })
  body!: string[] | null;

  @ManyToOne(() => User, (user) => user.posts, { onDelete: "CASCADE", nullable: false })
  author!: User;

  @ManyToMany(() => Tag)
  @JoinTable()
  tags!: Tag[];
}

@Entity({ name: "tags", schema: "blog" })
export class Tag {
  @PrimaryGeneratedColumn("identity", { generatedIdentity: "ALWAYS" })
  id!: number;
}

@Entity({ name: "audit", synchronize: false })
export class Audit {
  @PrimaryGeneratedColumn()
  id!: number;
}
