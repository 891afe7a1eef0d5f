create table sock (id serial primary key, name text not null, price numeric(8, 2) not null,
  description text not null);
insert into sock (name, price, description) values
  ('Holy', 99.99, 'Socks fit for a Messiah'),
  ('Colourful', 18.00, 'Proper blue, and a little red'),
  ('SuperSport XL', 15.00, 'Ready for action'),
  ('Crossed', 17.32, 'A mature sock, crossed, with an air of nonchalance'),
  ('Figueroa', 14.00, 'Enim officia aliqua excepteur esse deserunt'),
  ('Classic', 12.00, 'Keep it simple'),
  ('Nerd leg', 7.99, 'For all those leg lovers out there'),
  ('YouTube', 10.99, 'We were not paid to sell this sock');
grant select on sock to shop;
