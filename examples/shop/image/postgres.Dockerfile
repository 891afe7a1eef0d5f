FROM registry.test/shop/base:1.0.0
ARG SERVICE
ENV PATH=/usr/lib/postgresql/15/bin:$PATH
USER postgres
WORKDIR /var/lib/postgresql
COPY schema.sh ${SERVICE}.sql /tmp/
RUN sh /tmp/schema.sh /tmp/${SERVICE}.sql
ENTRYPOINT ["postgres", "-D", "/var/lib/postgresql/data"]
STOPSIGNAL SIGINT
