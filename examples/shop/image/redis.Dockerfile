FROM registry.test/shop/base:1.0.0
USER redis
WORKDIR /var/lib/redis
ENTRYPOINT ["redis-server", "--bind", "0.0.0.0", "--protected-mode", "no", "--save", ""]
