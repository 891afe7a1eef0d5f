# Runs while a database image is built: an empty cluster, one user, one database, one schema.
set -eu
initdb -D data -A scram-sha-256 -U postgres --pwfile=/dev/stdin --no-sync >/dev/null <<END
only-while-building
END
echo "host all all all scram-sha-256" >> data/pg_hba.conf
{
  echo "listen_addresses = '*'"
  echo "shared_buffers = 16MB"
  echo "fsync = off"
} >> data/postgresql.conf
postgres --single -D data postgres >/dev/null <<END
create user shop password 'sock-shop'
create database shop owner shop
END
# Single-user mode reads one statement a line.
tr '\n' ' ' < "$1" | tr ';' '\n' | postgres --single -D data shop >/dev/null
