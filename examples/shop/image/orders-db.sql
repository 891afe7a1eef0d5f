create table orders (id serial primary key, customer text not null, total numeric(8, 2) not null,
  parcel text not null, placed timestamptz not null default now());
grant select, insert on orders to shop;
grant usage on sequence orders_id_seq to shop;
