FROM registry.test/shop/base:1.0.0
COPY user-db /app/user-db
USER shop
WORKDIR /app
ENTRYPOINT ["java", "-Xmx96m", "-XX:+UseSerialGC", "-cp", "/app/user-db/*", "io.ringwall.example.shop.UserDatabase"]
