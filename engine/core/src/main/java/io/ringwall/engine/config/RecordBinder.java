package io.ringwall.engine.config;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Binds settings to records and their components. Null stands for "wrong, and told so". */
final class RecordBinder {
  private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final Problems problems;

  RecordBinder(Problems problems) {
    this.problems = problems;
  }

  /** The key of a component: {@code maxFlows} is {@code max-flows}. */
  static String key(String component) {
    return CAPITAL.matcher(component).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  @Nullable Object record(Setting.Section section, Class<?> type, @Nullable Object defaults) {
    RecordComponent[] components = type.getRecordComponents();
    Set<String> known =
        Arrays.stream(components)
            .map(component -> key(component.getName()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    boolean fine = reportUnknown(section, known);
    @Nullable Object[] arguments = new Object[components.length];
    @Nullable Object[] otherwise = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      otherwise[i] = defaults == null ? unset(components[i]) : read(components[i], defaults);
      Setting setting = setting(section, components[i]);
      if (setting == null) {
        arguments[i] = otherwise[i];
        fine &= arguments[i] != null || mayBeAbsent(section, components[i], defaults != null);
      } else {
        Object inherited = defaults == null ? null : otherwise[i];
        arguments[i] = value(setting, components[i].getGenericType(), inherited);
        fine &= arguments[i] != null;
      }
    }
    if (defaults == null) {
      return fine ? required(section, type, components, arguments) : null;
    }
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = arguments[i] == null ? otherwise[i] : arguments[i];
    }
    Object made = defaulted(section, type, components, arguments, otherwise);
    return fine ? made : null;
  }

  private static @Nullable Setting setting(Setting.Section section, RecordComponent component) {
    Setting.Entry entry = section.entries().get(key(component.getName()));
    return entry == null || entry.value() instanceof Setting.Nothing ? null : entry.value();
  }

  /** The lists under some keys, which are all there may be; a wrong one leaves the others. */
  Map<String, List<Setting>> lists(Setting.Section section, Set<String> keys) {
    reportUnknown(section, keys);
    Map<String, List<Setting>> lists = new HashMap<>();
    for (String key : keys) {
      Setting.Entry entry = section.entries().get(key);
      lists.put(key, entry == null ? List.of() : list(entry.value()));
    }
    return lists;
  }

  private List<Setting> list(Setting setting) {
    return switch (setting) {
      case Setting.Items list -> list.items();
      case Setting.Nothing _ -> List.of();
      default -> {
        problems.add(
            setting.position(), setting.path(), "expected a list, found " + setting.kind());
        yield List.of();
      }
    };
  }

  private boolean reportUnknown(Setting.Section section, Set<String> known) {
    boolean fine = true;
    for (Map.Entry<String, Setting.Entry> entry : section.entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        problems.add(
            entry.getValue().position(),
            entry.getValue().value().path(),
            "unknown key" + Suggestion.after(entry.getKey(), known));
        fine = false;
      }
    }
    return fine;
  }

  private static @Nullable Object unset(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == boolean.class) {
      return false;
    }
    if (Map.class.isAssignableFrom(type)) {
      return Map.of();
    }
    if (Set.class.isAssignableFrom(type)) {
      return Set.of();
    }
    return Collection.class.isAssignableFrom(type) ? List.of() : null;
  }

  private boolean mayBeAbsent(
      Setting.Section section, RecordComponent component, boolean defaulted) {
    if (defaulted || nullable(component.getAnnotatedType()) || nullable(component)) {
      return true;
    }
    problems.add(
        section.position(),
        section.path(),
        "the key '" + key(component.getName()) + "' is missing");
    return false;
  }

  /** By name, since a vendor's JAR may bring the annotation of another loader. */
  private static boolean nullable(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .anyMatch(annotation -> annotation.annotationType().getSimpleName().equals("Nullable"));
  }

  private static @Nullable Object read(RecordComponent component, Object from) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(from);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("accessor '" + component.getName() + "' failed", e);
    }
  }

  private @Nullable Object required(
      Setting.Section section,
      Class<?> type,
      RecordComponent[] components,
      @Nullable Object[] arguments) {
    RecordMaker.Made made = new RecordMaker(type, components).make(arguments);
    if (made.record() == null) {
      problems.add(section.position(), section.path(), made.refusal());
    }
    return made.record();
  }

  /** Its constructor tells of one value only: of the next one when that has its default. */
  private @Nullable Object defaulted(
      Setting.Section section,
      Class<?> type,
      RecordComponent[] components,
      @Nullable Object[] arguments,
      @Nullable Object[] otherwise) {
    var maker = new RecordMaker(type, components);
    RecordMaker.Made whole = maker.make(arguments);
    RecordMaker.Made made = whole;
    while (made.record() == null) {
      OptionalInt refused = maker.refused(arguments, otherwise, made.refusal());
      if (refused.isEmpty()) {
        problems.add(section.position(), section.path(), made.refusal());
        return null;
      }
      int wrong = refused.getAsInt();
      Setting setting = setting(section, components[wrong]);
      Position position = setting == null ? section.position() : setting.position();
      problems.add(position, section.path(), made.refusal());
      arguments[wrong] = otherwise[wrong];
      made = maker.make(arguments);
    }
    return whole.record();
  }

  private @Nullable Object value(Setting setting, Type type, @Nullable Object inherited) {
    if (type instanceof ParameterizedType generic) {
      Type[] parameters = generic.getActualTypeArguments();
      Class<?> raw = (Class<?>) generic.getRawType();
      if (raw == Map.class) {
        return map(setting, parameters[1]);
      }
      if (raw == List.class || raw == Set.class || raw == Collection.class) {
        Collection<Object> items = items(setting, parameters[0]);
        return items == null || raw != Set.class ? items : new LinkedHashSet<>(items);
      }
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalStateException("configuration cannot hold a " + type.getTypeName());
    }
    if (plain == Setting.class) {
      return setting;
    }
    if (setting instanceof Setting.Scalar scalar) {
      return new ScalarBinder(problems).scalar(scalar, plain);
    }
    if (plain == Setting.Section.class || plain.isRecord()) {
      return section(setting, plain, inherited);
    }
    problems.add(
        setting.position(),
        setting.path(),
        "expected " + ScalarBinder.expected(plain) + ", found " + setting.kind());
    return null;
  }

  private @Nullable Object section(Setting setting, Class<?> type, @Nullable Object inherited) {
    if (setting instanceof Setting.Section section) {
      return type == Setting.Section.class ? section : record(section, type, inherited);
    }
    problems.add(setting.position(), setting.path(), "expected keys, found " + setting.kind());
    return null;
  }

  private @Nullable Map<String, Object> map(Setting setting, Type valueType) {
    if (!(setting instanceof Setting.Section section)) {
      problems.add(setting.position(), setting.path(), "expected keys, found " + setting.kind());
      return null;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    boolean fine = true;
    for (Map.Entry<String, Setting.Entry> entry : section.entries().entrySet()) {
      Object value = value(sectionInstead(entry.getValue().value(), valueType), valueType, null);
      fine &= value != null;
      if (value != null) {
        map.put(entry.getKey(), value);
      }
    }
    return fine ? map : null;
  }

  /** A name with nothing after it, in a map of sections, is a section without keys. */
  private static Setting sectionInstead(Setting setting, Type type) {
    boolean ofSections =
        type == Setting.Section.class || (type instanceof Class<?> plain && plain.isRecord());
    return setting instanceof Setting.Nothing nothing && ofSections
        ? new Setting.Section(nothing.position(), nothing.path(), Map.of())
        : setting;
  }

  private @Nullable Collection<Object> items(Setting setting, Type itemType) {
    if (!(setting instanceof Setting.Items list)) {
      problems.add(setting.position(), setting.path(), "expected a list, found " + setting.kind());
      return null;
    }
    List<Object> items = new ArrayList<>();
    for (Setting item : list.items()) {
      Object value = value(item, itemType, null);
      if (value != null) {
        items.add(value);
      }
    }
    return items.size() == list.items().size() ? items : null;
  }
}
