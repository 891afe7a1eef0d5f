package io.ringwall.engine.rules;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What DRL can ask, for people and their tools. */
public final class Fields {
  private Fields() {}

  /**
   * A type of the SDK.
   *
   * @param name as written in DRL
   * @param fact may a pattern match it
   * @param global the name of the global of this type; empty for none
   * @param fields what can be asked of it, by name
   * @param constants the values of an enum; empty for other types
   */
  public record Described(
      String name, boolean fact, String global, List<Field> fields, List<String> constants) {
    public Described {
      fields = List.copyOf(fields);
      constants = List.copyOf(constants);
    }
  }

  /**
   * Something that can be asked.
   *
   * @param name as written in DRL, with parameters where it takes any
   * @param type what it gives
   * @param nullable may it be absent, so that DRL asks on with {@code !.}
   * @param constants the values, where it gives an enum
   * @param asksFurther the type of the SDK by which one can ask on; empty for none
   */
  public record Field(
      String name, String type, boolean nullable, List<String> constants, String asksFurther) {
    public Field {
      constants = List.copyOf(constants);
    }
  }

  /** Names of what a pattern may match, in the order people think of them. */
  public static List<String> facts() {
    return Vocabulary.factNames();
  }

  /** Names of all types that one reaches from facts and globals, ordered. */
  public static List<String> types() {
    return List.copyOf(Vocabulary.types().keySet());
  }

  /** The type of this simple name, or of the global of this name. */
  public static Optional<Described> describe(String name) {
    Class<?> global = Vocabulary.GLOBALS.get(name);
    Optional<Class<?>> type = global == null ? Vocabulary.type(name) : Optional.of(global);
    return type.map(Fields::described);
  }

  private static Described described(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    Vocabulary.accessors(type).values().forEach(accessor -> fields.add(field(accessor)));
    fields.sort(Comparator.comparing(Field::name));
    String global =
        Vocabulary.GLOBALS.entrySet().stream()
            .filter(entry -> entry.getValue() == type)
            .map(entry -> entry.getKey())
            .findFirst()
            .orElse("");
    return new Described(
        type.getSimpleName(),
        Vocabulary.FACTS.contains(type),
        global,
        type.isEnum() ? List.of() : fields,
        type.isEnum() ? Vocabulary.constants(type) : List.of());
  }

  private static Field field(Accessor accessor) {
    Method method = accessor.method();
    String parameters =
        accessor.takesArguments()
            ? Stream.of(method.getGenericParameterTypes())
                .map(Fields::text)
                .collect(Collectors.joining(", ", "(", ")"))
            : "";
    Class<?> type = accessor.type();
    String further = asked(method.getGenericReturnType());
    return new Field(
        accessor.name() + parameters,
        text(method.getGenericReturnType()),
        accessor.nullable(),
        type.isEnum() ? Vocabulary.constants(type) : List.of(),
        type.isEnum() ? "" : further);
  }

  private static String asked(Type type) {
    if (type instanceof Class<?> plain) {
      return Vocabulary.isSdk(plain) && !plain.isEnum() ? plain.getSimpleName() : "";
    }
    if (type instanceof ParameterizedType generic) {
      return Stream.of(generic.getActualTypeArguments())
          .map(Fields::asked)
          .filter(name -> !name.isEmpty())
          .findFirst()
          .orElse("");
    }
    return "";
  }

  private static String text(Type type) {
    return switch (type) {
      case Class<?> plain -> plain.getSimpleName();
      case ParameterizedType generic ->
          Stream.of(generic.getActualTypeArguments())
              .map(Fields::text)
              .collect(Collectors.joining(", ", text(generic.getRawType()) + "<", ">"));
      case WildcardType _ -> "?";
      default -> type.getTypeName();
    };
  }
}
