FROM registry.test/shop/base:1.0.0
ARG SERVICE
COPY shop.py verifier-ca.pem /app/
USER shop
WORKDIR /app
ENTRYPOINT ["python3", "/app/shop.py"]
ENV SERVICE=${SERVICE}
